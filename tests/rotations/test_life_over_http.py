"""The real program against the sandbox: asked, answered, evaluated and read, by the person, the head and an admin."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from phieu.office.rotations.due import ask_about_rotations
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import Sandbox
from phieu.storage.tables import ChatAccount, RotationCheckIn, RotationEvaluation
from phieu.words import Completion
from tests.bot.conftest import FIRST_PHONE, Clock, installed, settings_for
from tests.rotations.life import ADMIN, MOVED, RECEIVING_HEAD, life_office

SAID = "Công việc dần ổn định."
STRENGTHS = "Chủ động, chịu khó học hỏi."


async def phone_of(client: SandboxClient, person_id: int) -> Phone:
    return await client.person(FIRST_PHONE + person_id, f"Người mẫu {person_id}", language="en")


async def test_a_check_in_and_an_evaluation(sandbox: Sandbox, client: SandboxClient, tmp_path: Path) -> None:
    clock = Clock(datetime(2027, 8, 20, 2, tzinfo=UTC))  # 9 in the morning in Hanoi
    async with installed(settings_for(sandbox, tmp_path / "home"), clock) as installation:
        office = await life_office(installation)
        async with installation.database.writing() as session:
            for chat in await session.exec(select(ChatAccount)):
                chat.chat_id = str(FIRST_PHONE + chat.person_id)
                session.add(chat)
        moved, head, admin = [await phone_of(client, one) for one in (MOVED, RECEIVING_HEAD, ADMIN)]
        async with Program(installation):
            for phone in (moved, head, admin):
                await phone.start()
            await ask_about_rotations(installation)

            await moved.sees("how are you getting on?")
            await moved.tap("✍️ Answer")
            await moved.sees("How is the work going?")
            await moved.write(SAID)
            await moved.sees("What is difficult at present?")
            await moved.tap("Skip this question ›")
            await moved.tap("Skip this question ›")
            await moved.tap("📨 Send them")
            await moved.sees("Your answers were sent")
            await admin.sees("has told how the rotation is going")
            await admin.tap("Read it")
            await admin.sees(SAID)

            await head.sees("Your unit's evaluation is asked for")
            await head.tap("✍️ Evaluate")
            await head.sees("Strengths")
            await head.write(STRENGTHS)
            await head.sees("Limits")
            await head.tap("Skip this question ›")
            await head.tap("Not completed")
            await head.tap("📨 Hand it in")
            await head.sees("The evaluation was handed in")
            await admin.sees("another placement has to be found without delay")
        async with office.installation.database.reading() as session:
            check_in = (await session.exec(select(RotationCheckIn))).one()
            evaluation = (await session.exec(select(RotationEvaluation))).one()
    assert (check_in.going, check_in.hard, check_in.answered_on) == (SAID, "", clock().date())
    assert (evaluation.strengths, evaluation.completion) == (STRENGTHS, Completion.NOT_COMPLETED)
    assert evaluation.given_by == RECEIVING_HEAD
