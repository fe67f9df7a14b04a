"""Settings for tests: cheap Argon2, and no due work by itself (a test says when it is done)."""

import base64
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from app.core.settings import Settings
from tests.support.databases import TEST_SECRET


def settings_for(folder: Path, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "secret_key": SecretStr(base64.urlsafe_b64encode(TEST_SECRET).decode()),
        "data_dir": folder,
        "frontend_dir": folder / "no-pages",
        "runs_due_work": False,
        "quiet_hours": "",  # what a test sends does not wait for the machine's morning
        "argon2_time_cost": 1,
        "argon2_memory_kib": 64,
        "argon2_parallelism": 1,
    }
    return Settings(_env_file=None, **(values | changes))
