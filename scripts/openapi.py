"""Writes docs/openapi.json from the code, sorted, so that a change of the API shows as a change of that file."""

import json
import secrets
import tempfile
from pathlib import Path

from pydantic import SecretStr

from app.core.settings import Settings
from app.main import create_app
from app.ports.mail import RecordedMail

SNAPSHOT = Path(__file__).parents[1] / "docs" / "openapi.json"


def openapi_text() -> str:
    """The API's description; no setting of an installation changes it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            secret_key=SecretStr(secrets.token_urlsafe(48)),
            data_dir=Path(folder),
            frontend_dir=Path(folder) / "no-pages",
        )
        described = create_app(settings, mail=RecordedMail()).openapi()
    return json.dumps(described, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(openapi_text(), encoding="utf-8")
    print(f"written: {SNAPSHOT}")
