"""The command line `afatlas`: one group, whose commands live in the modules beside this one.

A command is loaded when it is called, so that `afatlas --help` and small commands start
fast. Errors that are somebody's to mend print one sentence and exit with status 2.
"""

import importlib
from importlib.util import find_spec
from typing import Any, Final

import click

from geo.errors import AtlasError

# Command: module of geo.cli that holds it; a module that is not there offers nothing.
COMMANDS: Final = {
    "build": "building",
    "serve": "serving",
    "extract": "extraction",
    "explain": "explaining",
    "diff": "comparing",
    "evaluate": "evaluating",
    "geocode": "places",
    "gazetteer": "places",
    "check": "places",
    "patterns": "patterns",
    "brief": "briefs",
    "import": "exchanging",
    "export": "exchanging",
}


class Refusal(click.ClickException):
    """An expected error as the shell sees it: one sentence, status 2."""

    exit_code = 2


class Commands(click.Group):
    """A group that imports a command's module only when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands in the order of `COMMANDS`."""
        del ctx
        return [name for name, module in COMMANDS.items() if find_spec(f"geo.cli.{module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, or None where there is no such one."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"geo.cli.{COMMANDS[cmd_name]}")
        found = [c for c in vars(module).values() if isinstance(c, click.Command)]
        return next((c for c in found if c.name == cmd_name), None)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and turn what a person can mend into a sentence."""
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            raise Refusal(_one_line(str(error))) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            raise Refusal(_one_line(what)) from error


def _one_line(message: str) -> str:
    return " ".join(message.split())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="afghan-incident-atlas", prog_name="afatlas")
def main() -> None:
    """Afghan Incident Atlas: from texts to claims, events and a map.

    Every event leads back to the sentence that tells it. Start with `afatlas build`, then
    `afatlas serve`.
    """
