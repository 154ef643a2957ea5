"""What citizens and companies are told when staff have done something, or time has: short, and with nothing sensitive in it.

SMS and e-mail only say that there is something to see, and go only to those who asked for them. Letters in Digital
Post tell what was decided. No SMS holds a web address: a message with a link looks like fraud.
"""

from __future__ import annotations

from datetime import date, datetime

from portal.domain.municipalities import sender
from portal.services.work import COPENHAGEN, Work
from portal.store.companies import Company, Specialist
from portal.store.enrolments import Enrolment
from portal.store.outbox import OutboxMessage
from portal.store.people import Person

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
NEWS = "Nyt til dig"

NUDGES = {
    "N01": (
        "Du er godt i gang hos {service}. Vi har gemt dine svar. Log på {service} med MitID, når du vil fortsætte."
    ),
    "N02": (
        "Vi gemmer dine svar hos {service} til og med den {date}. Derefter sletter vi dem. "
        "Log på {service} med MitID, hvis du vil fortsætte. Ellers skal du ikke gøre noget."
    ),
    "N04": "Vi har et spørgsmål til dig. Log på {service} med MitID. Eller ring på {phone}. Hilsen {service}",
    "N08": "Der er godt nyt til dig. Log på {service} med MitID. Hilsen {service}",
    "N10": "Det er blevet din tur. Log på {service} med MitID. Vi ringer også til dig. Hilsen {service}",
    "N12": "Der ligger noget klar, som du kan læse. Log på {service} med MitID. Hilsen {service}",
    "N13": (
        "Vi har noget, du kan tage stilling til. Tag den tid, du har brug for. "
        "Svar gerne senest {deadline}. Log på {service} med MitID. Hilsen {service}"
    ),
    "N14": (
        "Du har ikke svaret os endnu, og det er helt i orden. Vil du tale om det? Ring på {phone}. Hilsen {service}"
    ),
    "N16": "Der er godt nyt til dig. Log på {service} med MitID. Hilsen {service}",
    "N17": "Der er nyt på din side. Vi arbejder videre for dig. Ring gerne på {phone}. Hilsen {service}",
    "N19": (
        "I morgen er det din første dag. Alt, du skal vide, står på Min side. Vi er her på {phone}. "
        "Held og lykke fra {service}"
    ),
    "N20": ("Hvordan går det? Tre korte spørgsmål venter på Min side. Du må også ringe på {phone}. Hilsen {service}"),
    "N22": ("Vi vil gerne høre, hvordan det går. Fire korte spørgsmål venter på Min side. Hilsen {service}"),
    "N26": (
        "Din pause er ved at være slut. Er du klar, så log på {service} med MitID. "
        "Har du brug for mere tid, så ring på {phone}. Vi ringer også til dig. Hilsen {service}"
    ),
}

LETTERS = {
    "N06": (
        "Din samtale den {date}",
        "Kære {first_name}. Vi skal tale sammen den {date} klokken {clock}. Stedet er {place}. Samtalen varer cirka "
        "{minutes} minutter. Du må gerne tage en med. Kan du ikke komme, så ring på {phone}, "
        "eller vælg en ny tid på Min side. Venlig hilsen {adviser}",
    ),
    "N08": (
        "Velkommen til {programme}",
        "Kære {first_name}. Du er med i {programme}. {adviser} er din rådgiver. Næste skridt er, at I laver en plan "
        "sammen. Du får besked om en tid. Vi glæder os til at arbejde sammen med dig. Venlig hilsen {sender}",
    ),
    "N09": (
        "Du er på venteliste",
        "Kære {first_name}. Du står på venteliste til {programme} som nummer {number}. {wait} Vi skriver igen senest {date}. "
        "Vil du tale med os imens, så ring på {phone}. Venlig hilsen {sender}",
    ),
    "N10": (
        "Der er en plads til dig",
        "Kære {first_name}. Det er blevet din tur. Der er en plads til dig i {programme}. Svar på Min side senest "
        "{deadline}, eller ring på {phone}. Vi ringer også til dig. Passer det ikke lige nu, kan du beholde dit "
        "nummer i køen og få en plads senere. Venlig hilsen {sender}",
    ),
    "N18": (
        "Din aftale er klar til dig",
        "Kære {first_name}. Aftalen om dit forløb er klar. Læs den på Min side, og sig til, hvis noget skal ændres. "
        "Du må gerne vise den til en, du stoler på. Venlig hilsen {adviser}",
    ),
}

COMPANY_MAILS = {
    "N30.godkendt": (
        "Jeres tilmelding til {service}",
        "Hej {name}. I er nu godkendt. I kan lave jeres første opslag. Det tager cirka fem minutter. "
        "{adviser} er jeres faste kontakt og kan hjælpe på {phone}.",
    ),
    "N30.spoergsmaal": (
        "Jeres tilmelding til {service}",
        "Hej {name}. Vi mangler et svar fra jer, før vi kan godkende jer. Log på {service}, og se spørgsmålet.",
    ),
    "N30.afvist": (
        "Jeres tilmelding til {service}",
        "Hej {name}. Vi kan ikke godkende jer lige nu. Log på {service}, og se hvorfor. I kan tilmelde jer igen. "
        "Ring på {phone}, hvis I vil tale om det.",
    ),
    "N30.stoppet": (
        "Samarbejdet er stoppet",
        "Hej {name}. Samarbejdet er stoppet, som I har aftalt med {adviser}. Tak for det, I har givet. "
        "I er altid velkomne igen. Ring på {phone}, hvis I vil begynde på ny.",
    ),
    "N31.godkendt": (
        "Jeres opslag er åbent",
        "Hej {name}. Jeres opslag er godkendt. Vi skriver, når vi har en person, der passer til opgaverne.",
    ),
    "N31.spoergsmaal": (
        "Et spørgsmål til jeres opslag",
        "Hej {name}. Vi mangler et svar fra jer, før opslaget kan åbne. Log på {service}, og se spørgsmålet.",
    ),
    "N31.afvist": (
        "Svar på jeres opslag",
        "Hej {name}. Vi kan ikke åbne opslaget, som det er. Log på {service}, og se hvorfor. Ring på {phone}, "
        "så finder vi en anden vej.",
    ),
    "N32": (
        "Vi har en kandidat til jeres opslag",
        "Hej {name}. Vi har en person, der passer til jeres opgaver. Log på {service}, og se profilen. "
        "Svar gerne senest {deadline}. Personen venter på jeres svar.",
    ),
    "N32.paamindelse": (
        "En person venter på jeres svar",
        "Hej {name}. I har en kandidat, som I ikke har svaret på endnu. Log på {service}, og se profilen. "
        "Svar gerne senest {deadline}. Et nej er også et godt svar. Ring på {phone}, hvis I vil tale om det.",
    ),
    "N33": (
        "Mødet er aftalt",
        "Hej {name}. Mødet er aftalt til den {date} klokken {clock}. Log på {service}, og se, hvem I skal møde.",
    ),
    "N40": (
        "Slet det, I har noteret om hensyn",
        "Hej {name}. En person har taget sit ja tilbage. I kan ikke længere se det, I vidste om hensyn. "
        "Slet det, hvis I har noteret det andre steder. Ring på {phone}, hvis I er i tvivl. Personens plads er den samme.",
    ),
    "N41": (
        "En kandidat er ikke længere ledig",
        "Hej {name}. En person har taget sit ja til at dele sin profil tilbage. I kan ikke længere se den. "
        "Slet det, hvis I har noteret noget. Vi leder videre efter en, der passer.",
    ),
    "N41.lukket": (
        "En kandidat er ikke længere hos jer",
        "Hej {name}. Opslaget »{title}« er lukket. Derfor er kandidaten, I skulle svare på, ikke længere hos jer. "
        "Vil I gerne møde personen alligevel, så ring på {phone}. Ellers skal I ikke gøre noget.",
    ),
    "N39": (
        "Er pladsen stadig ledig?",
        "Hej {name}. Snart er det sidste dag, hvor man kan begynde på jeres opslag »{title}«. Er pladsen der stadig? "
        "Log på {service}, og svar med ét tryk. Hører vi ikke fra jer, lukker vi opslaget den {deadline}.",
    ),
    "N18": (
        "Aftalen er klar",
        "Hej {name}. Aftalen om forløbet er klar. Log på {service}, og læs den. "
        "Sig til på {phone}, hvis noget skal ændres.",
    ),
}


def day_words(day: date) -> str:
    """7. december"""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def clock_words(moment: datetime) -> str:
    """10.42, as clocks show it in Denmark"""
    return moment.astimezone(COPENHAGEN).strftime("%H.%M")


def nudge(work: Work, template: str, enrolment: Enrolment, person: Person, key: str, **words: str) -> int:
    """An SMS and an e-mail, each only to those who chose it when they enrolled. Returns how many are new."""
    contact = (enrolment.answers or {}).get("kontakt", {})
    chosen = contact.get("notify") or []
    body = NUDGES[template].format(service=work.house.service_name, phone=work.house.support_phone, **words)
    ways = (
        ("sms", contact.get("phone") or person.phone, ""),
        ("email", contact.get("email") or person.email, NEWS),
    )
    return sum(
        _post(work, f"{template}:{channel}:{key}", channel, template, recipient, subject, body, person)
        for channel, recipient, subject in ways
        if channel in chosen and recipient
    )


def letter(work: Work, template: str, person: Person, key: str, **words: str) -> None:
    """A letter in Digital Post: what is formal or important."""
    subject, body = LETTERS[template]
    known = {
        "first_name": person.first_name,
        "phone": work.house.support_phone,
        "sender": sender(person.operating_municipality),
    }
    known |= words
    _post(
        work,
        f"{template}:digital_post:{key}",
        "digital_post",
        template,
        person.full_name,
        subject.format(**known),
        body.format(**known),
        person,
    )


def company_mail(work: Work, template: str, company: Company, to: Specialist | None, key: str, **words: str) -> bool:
    """An e-mail to the company's recruitment specialist; one without is called instead. Is it new?"""
    if to is None:
        return False
    subject, body = COMPANY_MAILS[template]
    known = {
        "name": to.name,
        "service": work.house.service_name,
        "phone": work.house.support_phone,
        "adviser": work.actor.name,
        **words,
    }
    return work.post(
        OutboxMessage(
            key=f"{template}:email:{key}",
            channel="email",
            template=template.partition(".")[0],
            company_id=company.id,
            recipient=to.email,
            subject=subject.format(**known),
            body=body.format(**known),
            created_at=work.now,
            due_at=work.now,
        )
    )


def _post(
    work: Work, key: str, channel: str, template: str, recipient: str, subject: str, body: str, person: Person
) -> bool:
    return work.post(
        OutboxMessage(
            key=key,
            channel=channel,
            template=template,
            person_id=person.id,
            recipient=recipient,
            subject=subject,
            body=body,
            created_at=work.now,
            due_at=work.now,
        )
    )
