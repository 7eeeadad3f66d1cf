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
        promise="What the program called signed is there after it was killed; what it was about to sign is there "
        "whole or not at all.",
        how="A process signs, backs up or restores, and is killed (`kill -9`) after a random time, again and "
        "again. The record is then opened as a person would open it, every check of it and of its ledger is "
        "run, and it is compared with the last thing that the killed process said it had done.",
    ),
    "E5": Experiment(
        title="Edited with other tools",
        promise="Nothing that is signed changes unseen, and what is found is told in words that name the entry or the "
        "kind of record.",
        how="Of a record with all that is signed, bits (80 %) and runs of bytes are changed, pages swapped, files cut "
        "short; then one column of each signed table after the other is edited with the guards put back; then the "
        "attacks of which we know are carried out, by strangers and by signers with a key. Before and after, every "
        "signed value is read by other means: where one changed, a check that a coordinator runs must say so. Three "
        "attacks cannot be found in the file alone, only by what the computer, a backup or a paper remembers: entries "
        "removed from the end, an older copy, and a newest entry that its own signer wrote anew; one, below, is not "
        "found at all. Of an encrypted record every edit must be found, whatever it hits.",
    ),
    "E6": Experiment(
        title="Files that mean ill",
        promise="A foreign file is read or refused in words; what is refused leaves nothing behind, no file takes "
        "more than two seconds, and none ends the program.",
        how="Framework documents of every form and files of hours are damaged by chance: bits, lines, cells, "
        "elements, numbers and letters that mean ill, parts of a workbook that claim a million rows. Of hours "
        "it is also checked that all rows are logged or none, that their parts sum to them, and that the same "
        "file twice is logged once.",
    ),
    "E8": Experiment(
        title="Lived histories",
        promise="The ledger says exactly what was done, in order, whatever is done, undone, refused, interrupted or "
        "restored.",
        how="Histories by chance: sign-offs and their reversal, hours logged, approved, returned and taken back, "
        "suspensions, roles, new keys, acts that fail half-way, acts that are not allowed, edits by other tools, the "
        "record closed and opened, backed up and restored. Beside them runs a plain list of what was done. After each "
        "step the ledger says what the list says, and every check of the record and of its ledger passes.",
    ),
    "E9": Experiment(
        title="Guessed passphrases",
        promise="Whoever guesses at a name in Journeybook has a few dozen tries a day, however they go about it, and "
        "learns nothing from the answers.",
        how="A clock that is moved on instead of waited for plays through whole days of someone who tries at "
        "once, within each wait and at its end. Processes are killed while they try a passphrase; each try "
        "that began must be counted. Wrong names and wrong passphrases take turns, and the work that each "
        "takes is compared.",
    ),
    "E2": Experiment(
        title="Killed at every operation on a file",
        promise="A sign-off, an upgrade of an older record, a backup, an import and an encryption are done or not done,"
        " never in between.",
        how="A small library between the program and the system counts each file that is made, written, cut, "
        "brought to the disk, renamed or removed, and kills the process before, after, and in the middle of "
        "the writing of one of them: then of the next, until it was done at every point there is. The record "
        "must be exactly as before or as after, with every earlier backup whole.",
    ),
    "E3": Experiment(
        title="Power cuts",
        promise="What the program called signed is there after the power went away at any instant.",
        how="Every operation of some sign-offs is written down. For each instant, what the disk may then hold is "
        "rebuilt: nothing that was not brought to the disk, everything, and by chance any of it, in pieces of "
        "512 bytes, with names that were made or removed as before or as after. Each such disk is opened and "
        "checked.",
    ),
    "E4": Experiment(
        title="Disks that fail or are full",
        promise="A failing or full disk is told in words, nothing is left half-done, and on a mended disk the same "
        "again does it, once.",
        how="Each operation on a file fails in turn, with an error of the disk, no room, or a disk that turned "
        "read-only, once or from then on; then the disk is mended and the work is done again, in the open "
        "program or in a new one. Mentors sign on volumes of every size until they are full, then some space "
        "is freed.",
    ),
}
