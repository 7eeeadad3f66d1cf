"""What each experiment tries to break, in words for the page of figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Experiment:
    title: str
    promise: str
    how: str


EXPERIMENTS = {
    "E1": Experiment(
        title="Killed at random moments",
        promise="What the program called signed is there after it was killed; what it was about to sign is there whole "
        "or not at all.",
        how="A process signs, backs up or restores, and is killed (`kill -9`) after a random time, again and again. "
        "The record is then opened as a person would open it, every check of it and of its ledger is run, and it is "
        "compared with the last thing that the killed process said it had done.",
    ),
}
