"""What the operator sets, from the environment or a `.env` file."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOCALES = ("vi", "en")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
FILE = ".env"


class Settings(BaseSettings):
    """The settings of one installation. Tokens are secrets: they print as asterisks."""

    model_config = SettingsConfigDict(env_file=FILE, env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    zalo_token: SecretStr | None = None
    zalo_api_url: str = "https://bot-api.zaloplatforms.com"
    zalo_link: str = ""
    """The address of the bot's page, as Zalo's Bot Creator shows it under "Share"."""
    zalo_users: int = Field(default=50, ge=0)
    """How many people the bot's plan at Zalo allows; 0: as many as there are."""
    zalo_messages: int = Field(default=3000, ge=0)
    """How many messages a month it allows; 0: as many as there are."""
    database_url: str = ""
    redis_url: SecretStr | None = None
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=1, le=65535)
    home: Path = Field(default=Path("var"), validation_alias="PHIEU_HOME")
    backup_dir: Path | None = None
    backup_hour: int = Field(default=2, ge=0, le=23)
    backups_kept: int = Field(default=14, ge=0, le=1000)
    tz_name: str = "Asia/Ho_Chi_Minh"
    default_locale: str = "vi"
    log_level: str = "INFO"
    log_dir: Path | None = None
    log_days: int = Field(default=30, ge=1, le=3650)
    monitor_host: str = "127.0.0.1"
    monitor_port: int = Field(default=0, ge=0, le=65535)

    @field_validator("tz_name")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("no such time zone") from error
        return name

    @field_validator("default_locale")
    @classmethod
    def _locale_exists(cls, locale: str) -> str:
        if locale not in LOCALES:
            raise ValueError("no such language")
        return locale

    @field_validator("log_level")
    @classmethod
    def _level_exists(cls, level: str) -> str:
        if level.upper() not in LOG_LEVELS:
            raise ValueError("no such level")
        return level.upper()

    @property
    def sqlalchemy_url(self) -> str:
        """The database with its async driver: SQLite in the data directory unless DATABASE_URL says otherwise."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.home / 'phieu.sqlite3'}"
        scheme, _, rest = self.database_url.partition("://")
        driver = {
            "postgres": "postgresql+asyncpg",
            "postgresql": "postgresql+asyncpg",
            "sqlite": "sqlite+aiosqlite",
        }
        return f"{driver.get(scheme, scheme)}://{rest}"

    @property
    def backup_folder(self) -> Path:
        """Where backups go: BACKUP_DIR, or `backups` beside the data directory."""
        return self.backup_dir or self.home.absolute().parent / "backups"


class _Language(BaseSettings):
    model_config = Settings.model_config
    default_locale: str = ""


def language_asked_for() -> str:
    """The operator's language, even where other settings do not fit or the file cannot be read."""
    try:
        asked_for = _Language().default_locale
    except (OSError, UnicodeError):
        asked_for = _Language(_env_file=None).default_locale
    return asked_for if asked_for in LOCALES else str(Settings.model_fields["default_locale"].default)
