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
    "E9": Experiment(
        title="Guessed passphrases",
        promise="Whoever guesses at a name in Journeybook has a few dozen tries a day, however they go about it, and "
        "learns nothing from the answers.",
        how="A clock that is moved on instead of waited for plays through whole days of someone who tries at once, "
        "within each wait and at its end. Processes are killed while they try a passphrase; each try that began must "
        "be counted. Wrong names and wrong passphrases take turns, and the work that each takes is compared.",
    ),
}
