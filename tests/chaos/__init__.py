"""The fault tests: a crowd, a fault, and a checker that has the last word. See docs/chaos.md."""
