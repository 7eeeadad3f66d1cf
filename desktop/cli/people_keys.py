"""journeybook people, keys and roles: who signs, and who may do what."""

from typing import Annotated

import typer

from desktop.cli import asking, door, options
from desktop.cli.output import Row, listing, say
from desktop.cli.people import app as app
from desktop.codes import Role
from desktop.services import acting, keys, people, roles

Person = Annotated[str, typer.Argument(metavar="NAME", help="An id or an exact full name.")]
RoleName = Annotated[Role, typer.Argument(metavar="ROLE", case_sensitive=False, help=f"One of {', '.join(Role)}.")]
Employer = Annotated[
    str | None, typer.Option("--employer", metavar="NAME", help="Where a mentor works: its name or id.")
]
_THEIRS = "--new-passphrase-fd"
TheirPassphrase = Annotated[
    int | None,
    typer.Option(
        _THEIRS,
        metavar="N",
        min=0,
        help="Read their passphrase from this file descriptor, one line; they are asked for it if not given.",
    ),
]


@app.command("key")
def register(context: typer.Context, person: Person, descriptor: TheirPassphrase = None) -> None:
    """Let someone sign: they type a passphrase that nobody else knows."""
    with door.record(context) as store:
        store.read(acting.require_sitting)
        id_ = store.read(door.person, person)
        name = store.read(people.name_of, id_)
        store.write(keys.register, person_id=id_, passphrase=_ask_new(name, descriptor))
    say(f"{name} can sign in now.")


@app.command("reset-key")
def reset(context: typer.Context, person: Person, reason: options.Reason, descriptor: TheirPassphrase = None) -> None:
    """Give someone a new key for a lost passphrase; what the old one signed stays valid."""
    with door.record(context) as store:
        store.read(acting.require_sitting)
        id_ = store.read(door.person, person)
        name = store.read(people.name_of, id_)
        store.write(keys.reset, person_id=id_, passphrase=_ask_new(name, descriptor), reason=reason)
    say(f"{name} has another passphrase and a new key.")


@app.command("revoke-key")
def revoke(context: typer.Context, person: Person, reason: options.Reason) -> None:
    """Let someone sign no more; what they signed stays valid."""
    with door.record(context) as store:
        store.read(acting.require_sitting)
        id_ = store.read(door.person, person)
        store.write(keys.revoke, person_id=id_, reason=reason)
        name = store.read(people.name_of, id_)
    say(f"{name} signs no more.")


@app.command("keys")
def list_keys(context: typer.Context, as_json: options.Json = False) -> None:
    """Every key there is or was; compare a fingerprint with the one on a paper."""
    with door.record(context) as store:
        store.read(acting.viewer)
        found = store.read(keys.listing)
    rows: list[Row] = [
        {
            "person_id": row.person_id,
            "name": row.name,
            "key": row.key_id,
            "fingerprint": row.fingerprint,
            "since_entry": row.registered_by,
            "until_entry": row.revoked_by,
        }
        for row in found
    ]
    heads = {"name": "Name", "fingerprint": "Fingerprint", "since_entry": "Since entry", "until_entry": "Until entry"}
    listing(rows, heads, as_json=as_json, empty="Nobody has a key yet.")


@app.command("give-role")
def give_role(context: typer.Context, person: Person, role: RoleName, employer: Employer = None) -> None:
    """Give someone in the record one more role."""
    with door.record(context) as store:
        id_ = store.read(door.person, person)
        at = None if employer is None else store.read(door.employer, employer)
        store.write(roles.give, person_id=id_, role=role, employer_id=at)
        name = store.read(people.name_of, id_)
    say(f"{name} is {role} now.")


@app.command("take-role")
def take_role(context: typer.Context, person: Person, role: RoleName, employer: Employer = None) -> None:
    """Take a role from someone; what they did in it stays."""
    with door.record(context) as store:
        id_ = store.read(door.person, person)
        at = None if employer is None else store.read(door.employer, employer)
        store.write(roles.take, person_id=id_, role=role, employer_id=at)
        name = store.read(people.name_of, id_)
    say(f"{name} is {role} no more.")


def _ask_new(name: str, descriptor: int | None) -> str:
    return asking.ask_new(f"New passphrase of {name}", descriptor, _THEIRS)
