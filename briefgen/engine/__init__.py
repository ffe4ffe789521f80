"""Workers, the cache and the output folder; nothing here knows an article.

workers      map a step over inputs with all cores; each mistake costs one input
cache        keep bytes by key between runs, in one SQLite file that heals itself
output       make the output folder hold the finished outputs, in one step; its parts:
  survey       what of the folder stands as it was written, and what others put there
  staging      the next site, put together beside the folder
  manifest     what was written, remembered between runs; table: its rows as bytes
  swap, lock   exchange two folders; one build at a time
  paths        refuse paths that some system can't hold, and two that are one file there
stat_index   digests of files, read again only where size, times or inode differ; ticks: which
             times of change can be trusted
sight, sums  what tells that files stand as they were: by their numbers, by what they hold
fingerprint  digests of frozen values; record: values as plain trees
stamp        the digest of briefgen's code and libraries
files        write a person's file whole or not at all
timings      what a run spent its time on
"""
