"""What every test may rely on: a frozen environment, fresh stores on both databases, terminals and text pictures."""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.pictures import Pictures
from tests.stores import Stores
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

settings.register_profile("ci", derandomize=True, database=None, deadline=None, print_blob=True)
settings.register_profile(
    "long", max_examples=10_000, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")

_FROZEN = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none", "PYTHONHASHSEED": "0"}
_UNSET = ("NO_COLOR", "FORCE_COLOR", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "COLUMNS", "LINES", "PYTHONWARNINGS")
_XDG = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_RUN_FOLDER = pytest.StashKey[Path]()
_LONGEST = (
    *("store/test_machine.py", "store/rules/test_random_books.py", "end/test_kills.py", "end/test_budgets.py"),
    *("widgets/test_budgets.py", "end/test_walk.py", "end/test_hostile.py", "store/commands/test_outbox_at_once.py"),
    *("store/commands/test_concurrency.py", "screens/test_hostile_setup.py", "screens/test_hand_over.py"),
)
"""Files with tests of many seconds: they begin a run, so that no worker sits over one when the others are done."""


def _freeze() -> None:
    """Let nothing of the host's environment reach a test or a program that a test starts."""
    os.environ.update(_FROZEN)
    for name in [name for name in os.environ if name in _UNSET or name.startswith("CCTUI_")]:
        del os.environ[name]
    time.tzset()


def _home(folder: Path) -> dict[str, str]:
    """Folders for data, configuration, state and cache inside `folder`; they do not exist yet."""
    home = folder / "home"
    return {"HOME": str(home)} | {name: str(home / name.lower()) for name in _XDG}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cctui")
    group.addoption("--seed", metavar="S02", help="run exactly the tests that drive this seed feature")
    group.addoption("--update-pictures", action="store_true", help="write the text pictures instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    _freeze()
    given = getattr(config, "workerinput", {}).get("postgres_folder")
    folder = Path(given) if given else postgres.make_run_folder()
    config.stash[_RUN_FOLDER] = folder
    os.environ.update(_home(folder), XDG_RUNTIME_DIR=str(folder))
    if not given:
        config.add_cleanup(lambda: postgres.stop(folder))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - xdist, which has no types, may be absent
    """Tell an xdist worker where the run's PostgreSQL lives."""
    node.workerinput["postgres_folder"] = str(node.config.stash[_RUN_FOLDER])


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what was imported: a sixth of a page test's processor time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _seed(text: object) -> str:
    """A seed feature's number as the tests write it: `s2`, `S2` and `S02` are the same."""
    digits = str(text).upper().removeprefix("S")
    if not digits.isdigit():
        raise pytest.UsageError(f"--seed takes a number such as S02, not {text!r}.")
    return f"S{int(digits):02}"


def _keep_repeats_on_postgres(items: list[pytest.Item]) -> None:
    """Let a test run once on PostgreSQL, its other parameters in the long run; but queries have SQL of their own."""
    seen: set[str] = set()
    for item in items:
        parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if parameters.get("store_kind") == "postgres" and item.path.parent.name != "queries":
            name = item.nodeid.partition("[")[0]
            if name in seen:
                item.add_marker(pytest.mark.long)
            seen.add(name)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; with `--seed`, those marked with that seed feature and no other."""
    _keep_repeats_on_postgres(items)
    items.sort(key=lambda item: not item.path.as_posix().endswith(_LONGEST))
    wanted = config.getoption("--seed")
    if wanted is None:
        return
    number = _seed(wanted)
    chosen = [item for item in items if number in {_seed(n) for m in item.iter_markers("seed") for n in m.args}]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has folders of its own for data, configuration, state and cache."""
    for name, value in _home(tmp_path).items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def _stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    server = postgres.Postgres(request.config.stash[_RUN_FOLDER], worker)
    stores = Stores(tmp_path_factory.mktemp("stores"), server)
    yield stores
    server.close()  # what it holds goes with the run's folder


@pytest.fixture
def stores(_stores: Stores) -> Iterator[Stores]:
    """Fresh stores, and copies of prepared ones; all are gone after the test."""
    yield _stores
    _stores.drop_made()


@pytest.fixture(params=["sqlite", "postgres"])
def store_kind(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return str(request.param)


@pytest.fixture
def store_url(store_kind: str, stores: Stores) -> str:
    """A fresh, empty store on each database: a file's path that does not exist yet, and an empty database's URL."""
    return stores.empty(store_kind)


@pytest.fixture
def sqlite_url(stores: Stores) -> str:
    """The path of a SQLite file that does not exist yet, in a folder that does."""
    return stores.empty("sqlite")


@pytest.fixture
def postgres_url(stores: Stores) -> str:
    """The URL of a fresh, empty PostgreSQL database."""
    return stores.empty("postgres")


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Start programs in real pseudo-terminals: `terminal(argv, size=(120, 40), env={...})`; all end with the test."""
    started: list[Terminal] = []

    def start(argv: Sequence[str], **options: Any) -> Terminal:  # noqa: ANN401 - Terminal's own options, passed on
        started.append(Terminal(argv, **options))
        return started[-1]

    yield start
    for each in started:
        each.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Pictures:
    """Compare a screen with its text picture: `picture(screen, "name")`."""
    return Pictures(request.path.parent / "pictures", update=bool(request.config.getoption("--update-pictures")))
