"""YAML as curators write it: every plain value is text until a field says what it should be.

quick   YAML of plain lines -> its values at once
tree    YAML text -> Tree: texts, lists and maps, with the line of every key
walk    the same by YAML's parser, for what is not so plain
plain   what a tree is made of
faults  what YAML's parser says -> what a curator can mend
fields  a map of texts -> typed values, its mistakes collected

Front matter and `briefgen.yml` are both read through here.
"""

from briefgen.plainyaml.faults import Fault
from briefgen.plainyaml.fields import Fields, Mistakes, moment
from briefgen.plainyaml.plain import NATURAL, Plain, Trail
from briefgen.plainyaml.tree import Tree, lines_of, parse

__all__ = [
    "NATURAL",
    "Fault",
    "Fields",
    "Mistakes",
    "Plain",
    "Trail",
    "Tree",
    "lines_of",
    "moment",
    "parse",
]
