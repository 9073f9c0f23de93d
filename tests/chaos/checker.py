"""The checker: the database must explain every answer, and every mail. Each rule yields what
it finds wrong, in words; `selftest` plants a lie for each."""

from . import answers, deeds, post, refused
from .story import Story

RULES = answers.RULES + refused.RULES + deeds.RULES + post.RULES


def judge(story: Story) -> list[str]:
    """Everything that is wrong with a round."""
    return [f"{rule.__name__}: {lie}" for rule in RULES for lie in rule(story)]
