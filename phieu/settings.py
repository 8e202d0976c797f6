"""What the operator sets, from the environment or a `.env` file."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOCALES = ("vi", "en")


class Settings(BaseSettings):
    """The settings of one installation. Tokens are secrets: they print as asterisks."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    zalo_token: SecretStr | None = None
    zalo_api_url: str = "https://bot-api.zaloplatforms.com"
    database_url: str = ""
    redis_url: str = ""
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8080
    home: Path = Field(default=Path("var"), validation_alias="PHIEU_HOME")
    tz_name: str = "Asia/Ho_Chi_Minh"
    default_locale: str = "vi"
    log_level: str = "INFO"

    @field_validator("tz_name")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            message = f"there is no time zone {name!r}; use a name such as Asia/Ho_Chi_Minh"
            raise ValueError(message) from error
        return name

    @field_validator("default_locale")
    @classmethod
    def _locale_exists(cls, locale: str) -> str:
        if locale not in LOCALES:
            message = f"there is no language {locale!r}; use one of {', '.join(LOCALES)}"
            raise ValueError(message)
        return locale

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
