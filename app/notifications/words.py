"""What a notice says. Everything about a case reads the same, whatever happened: the words are no leak."""

from dataclasses import dataclass

from app.notifications.rules import NoticeKind


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


_MAILS: dict[tuple[NoticeKind, str], Words] = {
    (NoticeKind.SOMETHING_NEEDS_YOU, "sv"): Words(
        "Något väntar på dig",
        "Hej!\n\nDet finns något som behöver dig. Logga in när du kan göra det ostört:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.SOMETHING_NEEDS_YOU, "en"): Words(
        "Something is waiting for you",
        "Hello,\n\nThere is something that needs you. Sign in when you can do so undisturbed:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.INVITATION, "sv"): Words(
        "Din inbjudan",
        "Hej!\n\nHär väljer du lösenord och får ditt konto. Länken fungerar en gång och i sju dagar:\n\n{link}\n\n"
        "Har du inte väntat dig det här? Ring någon du litar på i styrelsen innan du öppnar länken.\n\n{sender}\n",
    ),
    (NoticeKind.INVITATION, "en"): Words(
        "Your invitation",
        "Hello,\n\nHere you choose a password and get your account. The link works once, for seven days:\n\n{link}\n\n"
        "Did you not expect this? Call someone you trust on the board before you open it.\n\n{sender}\n",
    ),
    (NoticeKind.APPOINTMENT, "sv"): Words(
        "Ett uppdrag har ändrats",
        "Hej!\n\nVem som har ett uppdrag i föreningen har ändrats. Logga in och se att det stämmer:\n\n{link}\n\n"
        "{sender}\n",
    ),
    (NoticeKind.APPOINTMENT, "en"): Words(
        "An office has changed hands",
        "Hello,\n\nWho holds an office in the association has changed. Sign in and see that it is right:\n\n{link}\n\n"
        "{sender}\n",
    ),
    (NoticeKind.OUTSIDE_HELP, "sv"): Words(
        "Föreningen behöver er hjälp",
        "Hej!\n\nNågot har kommit in till föreningen som ingen av dess egna kan ta hand om. Tala med den hos er som "
        "förvarar en del av föreningens reservnyckel, och med någon i föreningen som ni litar på.\n\n{sender}\n",
    ),
    (NoticeKind.OUTSIDE_HELP, "en"): Words(
        "The association needs your help",
        "Hello,\n\nSomething has come in to the association that none of its own can take care of. Speak with whoever "
        "among you keeps a part of its recovery key, and with someone there whom you trust.\n\n{sender}\n",
    ),
    # To a chair who may not know of the case: whom to call, and not what for.
    (NoticeKind.NOBODY_ANSWERS, "sv"): Words(
        "Någon behöver ringas",
        "Hej!\n\nNågot har kommit in som ingen har svarat på i tid. Ring dem som är säkerhetsansvariga och be dem "
        "logga in nu. Vad det gäller ser bara de.\n\n{sender}\n",
    ),
    (NoticeKind.NOBODY_ANSWERS, "en"): Words(
        "Somebody needs to be called",
        "Hello,\n\nSomething has come in that nobody has answered in time. Call those who are security officers and "
        "ask them to sign in now. Only they see what it is about.\n\n{sender}\n",
    ),
    (NoticeKind.SHIFT_CHANGED, "sv"): Words(
        "En tid som är din har ändrats",
        "Hej!\n\nNågon har ändrat en tid som är din. Logga in och se att det stämmer:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.SHIFT_CHANGED, "en"): Words(
        "A time of yours has changed",
        "Hello,\n\nSomebody has changed a time of yours. Sign in and see that it is right:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.TEST_ALARM, "sv"): Words(
        "Ett prov: svara att du har sett det",
        "Hej!\n\nDet här är ett prov. Ingenting har hänt. Logga in och svara att du har sett det:\n\n{link}\n\n"
        "{sender}\n",
    ),
    (NoticeKind.TEST_ALARM, "en"): Words(
        "A test: say that you have seen it",
        "Hello,\n\nThis is a test. Nothing has happened. Sign in and say that you have seen it:\n\n{link}\n\n"
        "{sender}\n",
    ),
    (NoticeKind.ACCOUNT_MADE, "sv"): Words(
        "Ett nytt konto",
        "Hej!\n\nNågon med ett uppdrag i föreningen har fått ett konto. Logga in, se vem som är ny och fråga personen "
        "om det stämmer:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.ACCOUNT_MADE, "en"): Words(
        "A new account",
        "Hello,\n\nSomeone with an office in the association has got an account. Sign in, see who is new and ask that "
        "person whether it is right:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.PERSON_CHANGED, "sv"): Words(
        "Någons uppgifter har ändrats",
        "Hej!\n\nNamnet eller e-postadressen för någon med ett uppdrag i föreningen har ändrats av någon annan. Logga "
        "in och se att det stämmer:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.PERSON_CHANGED, "en"): Words(
        "Someone's details have changed",
        "Hello,\n\nThe name or e-mail address of someone with an office in the association was changed by someone "
        "else. Sign in and see that it is right:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.ACCOUNT_CHANGED, "sv"): Words(
        "Ett konto har fått ett nytt lösenord",
        "Hej!\n\nEtt konto i föreningen har öppnats på nytt med en inbjudan. Logga in, se vems det är och ring "
        "personen innan ni släpper in någon igen:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.ACCOUNT_CHANGED, "en"): Words(
        "An account has a new password",
        "Hello,\n\nAn account in the association was opened anew with an invitation. Sign in, see whose it is and call "
        "that person before anyone is let in again:\n\n{link}\n\n{sender}\n",
    ),
    (NoticeKind.RECOVERY_KEY_USED, "sv"): Words(
        "Föreningens reservnyckel har använts",
        "Hej!\n\nFöreningens reservnyckel har använts, och de gamla papperen gäller inte längre. Var det inte "
        "bestämt? Ring den som sköter driften och den som förvarar ett papper.\n\n{sender}\n",
    ),
    (NoticeKind.RECOVERY_KEY_USED, "en"): Words(
        "The association's recovery key was used",
        "Hello,\n\nThe association's recovery key was used, and the old papers are no longer valid. Was that not "
        "agreed? Call whoever runs the system and whoever keeps a paper.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_SUMMONS, "sv"): Words(
        "Din personliga länk",
        "Hej!\n\nHär är en länk som bara är din. Öppna den själv, i god tid, och ge den inte till någon:\n\n{link}\n\n"
        "{sender}\n",
    ),
    (NoticeKind.VOTE_SUMMONS, "en"): Words(
        "Your personal link",
        "Hello,\n\nHere is a link that is yours alone. Open it yourself, in good time, and give it to nobody:\n\n"
        "{link}\n\n{sender}\n",
    ),
    # Without a link: see `app/votes/reminding.py`.
    (NoticeKind.VOTE_REMINDER, "sv"): Words(
        "Din länk är inte använd än",
        "Hej!\n\nDin personliga länk är inte använd än, och snart går den inte att använda. Den står i det senaste "
        "mejlet från oss med rubriken Din personliga länk. Har du fått en lapp gäller länken på den i stället.\n\n"
        "Hittar du den inte? Ring den som skickade ut länkarna.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_REMINDER, "en"): Words(
        "Your link has not been used yet",
        "Hello,\n\nYour personal link has not been used yet, and soon it no longer can be. It is in the newest mail "
        "from us with the subject Your personal link. If you were given a slip, the link on it counts instead.\n\n"
        "Can you not find it? Call whoever sent the links out.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_LINK_USED, "sv"): Words(
        "Din länk har använts",
        "Hej!\n\nDin personliga länk har använts. Var det du behöver du inte göra något.\n\nVar det inte du? Ring "
        "genast den som skickade ut länkarna, eller säg till i rummet. Än går det att börja om med nya länkar, snart "
        "inte.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_LINK_USED, "en"): Words(
        "Your link was used",
        "Hello,\n\nYour personal link was used. If it was you, there is nothing you need to do.\n\nWas it not you? "
        "Call whoever sent the links out at once, or say so in the room. It is still possible to start over with new "
        "links, soon it is not.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_LINK_UNUSED, "sv"): Words(
        "Din länk användes inte",
        "Hej!\n\nDin personliga länk har inte använts och går inte längre att använda.\n\nTrodde du att du hade "
        "använt den? Ring genast den som skickade ut länkarna, eller säg till i rummet. Än går det att börja om med "
        "nya länkar, snart inte.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_LINK_UNUSED, "en"): Words(
        "Your link was not used",
        "Hello,\n\nYour personal link was not used and can no longer be.\n\nDid you think you had used it? Call "
        "whoever sent the links out at once, or say so in the room. It is still possible to start over with new links, "
        "soon it is not.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_ON_PAPER, "sv"): Words(
        "Du är avprickad för papper",
        "Hej!\n\nDu är avprickad för att svara på papper, i rummet. Din personliga länk går inte längre att använda."
        "\n\nStämmer det inte? Ring genast den som skickade ut länkarna, eller säg till i rummet. Än går det att börja "
        "om med nya länkar, snart inte.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_ON_PAPER, "en"): Words(
        "You are marked for paper",
        "Hello,\n\nYou are marked as answering on paper, in the room. Your personal link can no longer be used.\n\nIs "
        "that wrong? Call whoever sent the links out at once, or say so in the room. It is still possible to start "
        "over with new links, soon it is not.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_OPENED, "sv"): Words(
        "Nu kan du använda din länk igen",
        "Hej!\n\nNu är det öppet. Öppna din personliga länk på samma telefon eller dator som förra gången. Har du "
        "bytt? Ha koden som du skrev upp till hands.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_OPENED, "en"): Words(
        "Now you can use your link again",
        "Hello,\n\nIt is open now. Open your personal link on the same phone or computer as last time. Is it another "
        "one? Have the code that you wrote down at hand.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_COUNTED, "sv"): Words(
        "Det är färdigräknat",
        "Hej!\n\nNu är det färdigräknat. Öppna din personliga länk igen för att se hur det gick.\n\n{sender}\n",
    ),
    (NoticeKind.VOTE_COUNTED, "en"): Words(
        "The count is done",
        "Hello,\n\nThe count is done. Open your personal link again to see how it went.\n\n{sender}\n",
    ),
}


_TEXTS: dict[tuple[NoticeKind, str], str] = {
    (NoticeKind.SOMETHING_NEEDS_YOU, "sv"): "Något väntar på dig. Logga in när du kan göra det ostört: {address}",
    (NoticeKind.SOMETHING_NEEDS_YOU, "en"): "Something is waiting for you. Sign in when you are undisturbed: {address}",
    (NoticeKind.OUTSIDE_HELP, "sv"): "Ni behövs. Läs ert senaste mejl härifrån och ring någon ni litar på: {address}",
    (NoticeKind.OUTSIDE_HELP, "en"): "You are needed. Read your newest mail from here, call one you trust: {address}",
    (NoticeKind.NOBODY_ANSWERS, "sv"): "Någon behöver ringas. Be dem som har jour att logga in nu: {address}",
    (NoticeKind.NOBODY_ANSWERS, "en"): "Somebody needs a call. Ask those on call to sign in now: {address}",
    (NoticeKind.SHIFT_CHANGED, "sv"): "En tid som är din har ändrats. Logga in och se att det stämmer: {address}",
    (NoticeKind.SHIFT_CHANGED, "en"): "A time of yours has changed. Sign in and see that it is right: {address}",
    (NoticeKind.TEST_ALARM, "sv"): "Ett prov. Ingenting har hänt. Logga in och svara att du har sett det: {address}",
    (NoticeKind.TEST_ALARM, "en"): "A test. Nothing has happened. Sign in and say that you have seen it: {address}",
}
"""What a telephone shows while it is locked: no name, no case, and no link that opens anything."""

SAME_WORDS = {NoticeKind.NEEDS_YOU_NOW: NoticeKind.SOMETHING_NEEDS_YOU}
"""An alarm about a case reads as anything else about one: whoever sees the screen learns nothing by the words."""


def words(kind: NoticeKind, *, language: str, link: str, sender: str) -> Words:
    """A mail's subject and text in the reader's language; Swedish for a language we do not have."""
    kind = SAME_WORDS.get(kind, kind)
    template = _MAILS.get((kind, language)) or _MAILS[kind, "sv"]
    return Words(template.subject, template.text.format(link=link, sender=sender))


def short_words(kind: NoticeKind, *, language: str, address: str) -> str:
    """A text message's words. The kinds of `rules.BY_MAIL_ALONE` have none. Source: ORG-06."""
    kind = SAME_WORDS.get(kind, kind)
    return (_TEXTS.get((kind, language)) or _TEXTS[kind, "sv"]).format(address=address)
