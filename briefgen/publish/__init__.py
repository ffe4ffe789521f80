"""The publish layer: a folder with a built site goes to a git repository, GitHub Pages or a folder.

It knows no article and no configuration, prints nothing and asks nothing. A publish to a branch:

    survey = look_over(site); refuse(survey.problems)                gate
    repository = find_repository(folder, environ)                    repository, git
    remote = find_remote(repository); find_author(repository)        repository, remote
    with open_scratch(repository, remote, environ) as scratch:       scratch, auth
        plan = make_plan(scratch, site, settings)                    plan, tree, compare
        want_yes(plan.doubts)                                        doubts
        carry_out(scratch, plan)                                     branch
    wait_for(address, plan.build)                                    live

The rest: `workflow` writes the one for GitHub Actions, `doctor` explains what stands in the way,
`mirror` copies a site to a folder, `failures` and `explain` tell what went wrong.
"""

from briefgen.publish.branch import Pushed
from briefgen.publish.compare import Change, Vanished, changed_feeds
from briefgen.publish.doctor import Check, Question, examine
from briefgen.publish.doubts import want_yes
from briefgen.publish.failures import (
    AccessError,
    GateError,
    MovedError,
    Problem,
    UnseenError,
    refuse,
)
from briefgen.publish.gate import Limits, Survey, look_over
from briefgen.publish.live import Live, ping, spot_check, wait_for
from briefgen.publish.mirror import Mirrored, mirror
from briefgen.publish.plan import Plan, Settings, carry_out, make_plan
from briefgen.publish.remote import Remote, address_problem, pages_addresses, parse_remote
from briefgen.publish.repository import Repository, find_author, find_remote, find_repository
from briefgen.publish.scratch import Scratch, open_scratch
from briefgen.publish.site import build_id
from briefgen.publish.workflow import WORKFLOW_PATH, WorkflowSettings, workflow

__all__ = [
    "WORKFLOW_PATH",
    "AccessError",
    "Change",
    "Check",
    "GateError",
    "Limits",
    "Live",
    "Mirrored",
    "MovedError",
    "Plan",
    "Problem",
    "Pushed",
    "Question",
    "Remote",
    "Repository",
    "Scratch",
    "Settings",
    "Survey",
    "UnseenError",
    "Vanished",
    "WorkflowSettings",
    "address_problem",
    "build_id",
    "carry_out",
    "changed_feeds",
    "examine",
    "find_author",
    "find_remote",
    "find_repository",
    "look_over",
    "make_plan",
    "mirror",
    "open_scratch",
    "pages_addresses",
    "parse_remote",
    "ping",
    "refuse",
    "spot_check",
    "wait_for",
    "want_yes",
    "workflow",
]
