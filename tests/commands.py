"""Commands as a user runs them."""

from click.testing import CliRunner, Result

from geo.cli import main


def afatlas(*arguments: object, status: int = 0) -> Result:
    """Run a command; an exception that is no exit is a failure, so is a traceback."""
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result
