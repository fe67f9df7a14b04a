/** By the server's stable code: what happened, and what to do. Never blames, never guesses. */
const problems = {
  byCode: {
    unreachable: {
      title: "Vi når inte servern just nu",
      advice: "Kontrollera att du har täckning och försök igen.",
    },
    unexpected: {
      title: "Något gick fel hos oss",
      advice: "Försök igen om en stund. Fortsätter det: hör av dig till den som sköter systemet.",
    },
    "wrong-credentials": {
      title: "Adressen och lösenordet hör inte ihop",
      advice: "Skriv dem en gång till. Har du glömt lösenordet får du en ny inbjudan av styrelsen.",
    },
    "slow-down": {
      title: "Det blev många försök på kort tid",
      advice: "Vänta en liten stund och försök sedan igen.",
    },
    "session-ended": {
      title: "Du har loggats ut",
      advice: "Logga in igen för att fortsätta.",
    },
    "invitation-unusable": {
      title: "Länken går inte att använda",
      advice:
        "Den är använd, för gammal eller inte hel. Öppna den direkt från brevet, eller be den som bjöd in dig om en ny.",
    },
    "password-too-weak": {
      title: "Lösenordet är för lätt att gissa",
      advice: "Välj ett längre. Några ord som inte hör ihop är både starkt och lätt att minnas.",
    },
    "company-day-over": {
      title: "Dagen är över eller inställd",
      advice: "Lägg till en ny dag om det blir en till.",
    },
    "company-day-not-yet": {
      title: "Dagen har inte varit än",
      advice: "Den kan ställas in eller få en ny tid.",
    },
    "company-not-wanted": {
      title: "Ingen är tillfrågad",
      advice: "Den det gäller säger först om någon ska följa med.",
    },
    "cannot-come-along": {
      title: "Den personen kan inte väljas här",
      advice: "Välj kontaktpersonen eller en säkerhetsansvarig, eller skriv ett namn.",
    },
    "not-yours-to-answer": {
      title: "Den som är tillfrågad svarar själv",
      advice: "Vänta på svaret, eller fråga någon annan.",
    },
    "no-contact-kept": {
      title: "I det här ärendet ska ingen höra av sig till någon",
      advice: "Det finns ingen kontakt att anteckna.",
    },
    "nobody-to-read": {
      title: "Det finns ingen som kan läsa det än",
      advice:
        "Inget skickades. När den det gäller har bekräftats, eller någon är med i ärendet, går det att skriva.",
    },
    "not-paused": {
      title: "Kontakten är inte pausad",
      advice: "Läs sidan igen. Någon kan ha hunnit före.",
    },
    forbidden: {
      title: "Det här får du inte göra",
      advice: "Be någon som har det uppdraget.",
    },
    "not-signed-in": { title: "Du behöver logga in", advice: "Logga in och försök igen." },
    busy: { title: "Det är mycket just nu", advice: "Inget sparades. Försök igen om en stund." },
    "nobody-to-lead": {
      title: "Alla som kunde hålla i det är själva berörda",
      advice: "Vänd dig till förbundet. Inget sparades.",
    },
    "applied-already": {
      title: "Du har redan frågat",
      advice: "Styrelsen har inte svarat än. Du behöver inte göra något mer.",
    },
    "return-not-next": {
      title: "Det är inte det som står på tur",
      advice: "Läs sidan igen och se var det är.",
    },
    "return-not-yet-decidable": {
      title: "Något behöver göras innan det kan beslutas",
      advice: "På sidan står vad som saknas.",
    },
    "consultation-under-way": {
      title: "Gruppen rådfrågas just nu",
      advice: "Vänta på svaret, eller ställ in omröstningen först.",
    },
    "nominated-oneself": {
      title: "Ingen frågar om sig själv",
      advice: "Låt någon annan fråga, eller vänd dig till ordföranden.",
    },
    "nominated-unknown": {
      title: "Personen finns inte i registret",
      advice: "Då finns inget att fråga om här.",
    },
    "too-many-nomination-checks": {
      title: "Det blev många frågor på en dag",
      advice: "Fortsätt i morgon.",
    },
    "confirmed-already": {
      title: "Du har redan svarat",
      advice: "Du behöver inte göra något mer.",
    },
    "version-mismatch": {
      title: "Någon annan hann ändra",
      advice: "Inget sparades. Ladda om sidan, läs på nytt och ändra sedan.",
    },
    "idempotency-key-reused": {
      title: "Det du skickade har ändrats på vägen",
      advice: "Ladda om sidan och försök igen.",
    },
    "email-taken": {
      title: "Någon annan har den e-postadressen",
      advice: "Använd en annan adress, eller leta upp personen i listan.",
    },
    "person-retired": {
      title: "Personen har lämnat",
      advice: "Den som har lämnat kan inte få ett uppdrag.",
    },
    "overlapping-term": {
      title: "Personen har redan det uppdraget då",
      advice: "Välj andra dagar, eller avsluta det andra uppdraget först.",
    },
    "term-changed-meanwhile": {
      title: "Förslaget har ändrats sedan du läste det",
      advice: "Läs det nya och bekräfta sedan.",
    },
    "term-not-proposed": {
      title: "Det är redan avgjort",
      advice: "Ladda om sidan för att se hur det blev.",
    },
    "term-not-confirmed": {
      title: "Uppdraget gäller inte",
      advice: "Det väntar på bekräftelse, eller blev inte av.",
    },
    "second-person-needed": {
      title: "En annan person behöver bekräfta",
      advice:
        "Inte den som föreslog, den som föreslås eller administratören. Fråga någon annan i styrelsen.",
    },
    "successor-needed": {
      title: "Då skulle uppdraget bli tomt",
      advice: "Utse en efterträdare som tar vid dagen efter. Sedan går det att avsluta.",
    },
    "new-term-needed": {
      title: "Ett bekräftat uppdrag går inte att förlänga",
      advice: "Ge ett nytt uppdrag i stället, som någon annan får bekräfta.",
    },
    "not-reportable": {
      title: "Bara säkerhetsansvariga anmäls till kommunen",
      advice: "Det här uppdraget behöver ingen anmälan.",
    },
    "no-address-to-invite": {
      title: "Det saknas en e-postadress",
      advice: "Lägg in en adress för personen först. Den används för att logga in.",
    },
    "receipt-unknown": {
      title: "Vi hittar inget med den koden",
      advice: "Jämför med din kod, ett tecken i taget. Går det inte: ring i stället.",
    },
    "no-meeting-here": {
      title: "Det går inte att kalla till det mötet nu",
      advice: "Se var ärendet är. Styrelsen kallas när kartläggningen är klar.",
    },
    "meeting-under-way": {
      title: "Ett möte är redan på gång",
      advice: "Gör klart det, eller ställ in det, innan ni kallar till nästa.",
    },
    "meeting-has-moved-on": {
      title: "Mötet har kommit längre",
      advice: "Läs sidan på nytt och se var det är.",
    },
    "meeting-not-begun": {
      title: "Mötet är kallat till senare",
      advice: "Vänta till tiden ni kallade till. Alla som är kallade ska kunna komma.",
    },
    "no-quorum": {
      title: "Ni är för få för att besluta",
      advice: "Vänta in fler, eller ställ in och kalla på nytt.",
    },
    "quorum-can-be-reached": {
      title: "Styrelsen kan besluta själv",
      advice: "Det är nog många kvar utan del i saken. Kalla till en tid då de kan.",
    },
    "who-must-come-is-missing": {
      title: "Någon som måste vara med saknas",
      advice:
        "Säkerhetsansvarig och den som är ytterst ansvarig håller det första mötet tillsammans.",
    },
    "not-decided-here": {
      title: "Det går inte att besluta här",
      advice:
        "Välj ett annat beslut under punkten. Vad som går att besluta följer av slutsatsen, eller av hur långt återkomsten har kommit.",
    },
    "answered-already": {
      title: "Mötet har redan svarat på det",
      advice: "Blev det fel? Ta tillbaka det beslutet först.",
    },
    "not-concluded-about": {
      title: "Den personen är inte kartlagd än",
      advice:
        "Kartläggningen ska komma fram till något om hen innan ni beslutar. Skicka tillbaka ärendet till kartläggningen när mötet är klart. Det ni kommit fram till om andra står kvar.",
    },
    "tie-not-settled": {
      title: "Det står lika",
      advice: "Säg hur den som leder mötet avgör.",
    },
    "decisions-owed": {
      title: "Något är kvar att besluta",
      advice: "Se vad som saknas på dagordningen. Sedan kan protokollet justeras.",
    },
    "item-must-stay": {
      title: "Punkten står kvar",
      advice: "Den är behandlad, eller hör till varje sådant möte.",
    },
    "something-is-decided": {
      title: "Mötet har beslutat något",
      advice: "Då ställs det inte in. Är något fel skrivet: ta tillbaka det beslutet först.",
    },
    "ruling-takes-two": {
      title: "Någon annan jämför med brevet",
      advice: "Du skrev in det själv. Be en till som håller i ärendet.",
    },
    "decision-followed": {
      title: "Något bygger redan på beslutet",
      advice:
        "Någon har till exempel fått ett krav. Då tas det inte tillbaka. Låt styrelsen besluta på nytt.",
    },
    "not-theirs-to-approve": {
      title: "Du kan inte justera det här",
      advice: "Den som ledde mötet justerar, och en till som var med och beslutade.",
    },
    "not-eligible": {
      title: "Personen kan inte få del av det här",
      advice: "Välj någon annan, eller fråga den som ansvarar.",
    },
    "known-inside-association": {
      title: "Det är klart vem det gäller, inom föreningen",
      advice:
        "De som håller i kartläggningen behöver först ta tillbaka det, och den som ansvarar säga ja.",
    },
    "recipient-kept-out": {
      title: "Den som skulle få veta hålls utanför ärendet",
      advice: "Berätta inget. Behöver någon annan veta i stället: välj den mottagaren.",
    },
    "some-kept-out": {
      title: "Någon av dem hålls utanför ärendet",
      advice:
        "Berätta bara för de andra. Kryssa sedan i att den som hålls utanför inte fick veta något.",
    },
    "override-not-needed": {
      title: "Det går utan nödvägen",
      advice: "Personen läser redan delen, eller får redan veta det här. Gör det på vanligt sätt.",
    },
    "override-not-waiting": {
      title: "Det går inte längre att svara",
      advice: "Tiden gick ut, eller så har någon redan svarat. Be om det på nytt om det behövs.",
    },
    "case-not-closed": {
      title: "Ärendet är öppet",
      advice: "Bara ett avslutat ärende har en dag då det tas bort.",
    },
    "hold-not-waiting": {
      title: "Det går inte längre att svara",
      advice: "Någon har redan svarat, eller så är tiden ute. Be om det på nytt om det behövs.",
    },
    "hold-not-in-force": {
      title: "Det är redan slut",
      advice: "Någon har redan avslutat det, eller så är tiden ute.",
    },
    "nothing-to-take-back": {
      title: "Det finns ingen bekräftad kod att ta tillbaka",
      advice:
        "Den har redan tagits tillbaka, eller så gavs den inte med kod. Läs om sidan och se hur det är nu.",
    },
    "taking-back-waits": {
      title: "Någon har redan bett om det",
      advice: "Det väntar på en till som ansvarar i ärendet. Det står i listan på samma sida.",
    },
    "another-person-needed": {
      title: "Det behövs en annan person",
      advice:
        "Den som bad, och den som det öppnas för, kan inte själv säga ja. Be någon annan som ansvarar i ärendet.",
    },
    "first-person-gone": {
      title: "Den som bad är inte kvar i ärendet",
      advice: "Be om det på nytt om det fortfarande behövs.",
    },
    "not-let-out-by-hand": {
      title: "Personen kan inte tas bort så",
      advice:
        "Den det gäller och de som ansvarar tas inte bort av någon annan. Är någon inblandad: namnge personen under Inblandade.",
    },
    "names-themself": {
      title: "Det är du själv",
      advice: "Är du inblandad säger du det under Mer. Då lämnar du ärendet.",
    },
    "affected-cannot-be-barred": {
      title: "Det är den som ärendet gäller",
      advice:
        "Hen kan inte stängas ute från sitt eget ärende. Det som sägs om hen hör hemma i ett annat.",
    },
    "moved-by-meeting": {
      title: "Det gör styrelsens möte",
      advice:
        "Öppna fliken Beslut. Ärendet går till beslut när mötet kallas, och vidare när protokollet är justerat.",
    },
    "phase-is-set": {
      title: "Det ändras inte så",
      advice:
        "Att det är klart vem det gäller, eller inte längre, föreslås i kartläggningen och godkänns av ordföranden.",
    },
    "nobody-accused": {
      title: "Ingen är anklagad än",
      advice:
        "Säg först under Inblandade vem som är anklagad. Vet ni inte det, välj att personen är okänd.",
    },
    "group-too-small": {
      title: "Gruppen får inte bli så liten",
      advice: "Byt hela gruppen under Personer. Den säkerhetsansvariga ska vara med.",
    },
    "known-takes-two": {
      title: "Namnge personen som misstänkt",
      advice: "Att det är klart vem det är tar ni i kartläggningen, och ordföranden godkänner.",
    },
    "cleared-by-finding": {
      title: "Det görs i kartläggningen",
      advice:
        "Den som är anklagad släpps när en av er som utreder föreslår det och ordföranden godkänner.",
    },
    "not-being-mapped": {
      title: "Ärendet kartläggs inte nu",
      advice: "Läs in sidan igen och se var ärendet är.",
    },
    "talk-is-settled": {
      title: "Det samtalet är redan avslutat",
      advice: "Planera ett nytt om ni ska prata igen.",
    },
    "time-is-not-up": { title: "Tiden har inte gått ut", advice: "Vänta till den tid ni gav." },
    "not-named-so": {
      title: "Personen är inte namngiven så i ärendet",
      advice: "Se under Inblandade vem som är vad.",
    },
    "takes-another-person": {
      title: "Det behövs någon annan av er",
      advice: "Du har gjort den första delen. Be en annan i gruppen.",
    },
    "not-the-lead": {
      title: "Den som håller i kartläggningen föreslår",
      advice: "Be hen skriva förslaget, eller byt vem som håller i den.",
    },
    "finding-held-back": {
      title: "Det är lite kvar",
      advice: "Se på sidan vad som saknas innan ni kan sammanfatta.",
    },
    "finding-waits": {
      title: "Ett förslag väntar redan",
      advice: "En annan av er svarar på det först.",
    },
    "finding-is-settled": { title: "Förslaget har redan fått svar", advice: "Läs in sidan igen." },
    "nobody-established": {
      title: "Två av er måste först vara överens",
      advice: "Föreslå slutsatsen att det är klart vem det gäller, och låt en annan hålla med.",
    },
    "proposal-waits": {
      title: "Ordföranden har frågan redan",
      advice: "Vänta på svaret, eller ta tillbaka förslaget.",
    },
    "proposal-is-settled": { title: "Förslaget har redan fått svar", advice: "Läs in sidan igen." },
    "barred-already": {
      title: "Personen hålls redan utanför",
      advice: "Släpp spärren först, tillsammans med någon annan.",
    },
    "bar-confirmed": {
      title: "Det är redan bekräftat",
      advice: "Läs om sidan så ser du hur det ligger till.",
    },
    "no-confidence-question-here": {
      title: "Här ställs ingen förtroendefråga",
      advice: "Policyn ställer den i interna ärenden där det är känt vem det gäller.",
    },
    "not-accused": {
      title: "Personen är inte namngiven som anklagad i ärendet",
      advice: "Namnge personen under Inblandade först. Då stängs hen ute från ärendet.",
    },
    "names-somebody": {
      title: "Texten kan peka ut någon",
      advice: "Läs den en gång till. Ta bort namnet, eller bocka för att det ska stå kvar.",
    },
    "tells-how-to-reach": {
      title: "Texten kan leda till någon",
      advice:
        "Det står en adress eller ett nummer i den. Ta bort det, eller bocka för att det ska stå kvar.",
    },
    "no-hearing-here": {
      title: "Inget lämnas ut i ett sådant här ärende",
      advice: "Policyn säger att ingen annan får veta. Byt kategori först om ärendet är internt.",
    },
    "told-already": {
      title: "Det står redan att personen har fått veta",
      advice: "Läs sidan på nytt. Då ser du när och hur.",
    },
    "no-account-yet": {
      title: "Personen har inget konto att läsa i",
      advice: "Bjud in personen under Personer, eller lämna texten på papper.",
    },
    "not-told-yet": {
      title: "Personen har inte fått veta något än",
      advice: "Anteckna först när och hur personen fick veta.",
    },
    "asked-already": {
      title: "Frågan om personen är redan ställd",
      advice: "Du hittar omröstningen under Omröstningar.",
    },
    "no-measures-here": {
      title: "Här krävs ingenting av någon",
      advice:
        "Policyn kräver time-out i interna ärenden där det är känt vem det gäller. Om ingenting är underbyggt krävs inget.",
    },
    "decision-missing": {
      title: "Styrelsen behöver besluta det först",
      advice: "Ta upp det på ett möte. När beslutet är antecknat går det att göra här.",
    },
    "measure-not-next": {
      title: "Det går inte att göra så som det står nu",
      advice: "Läs om sidan så ser du hur det ligger till.",
    },
    "measure-stands": {
      title: "Det är redan gjort",
      advice: "Läs om sidan så ser du vad som gäller.",
    },
    "return-not-asked": {
      title: "Den utsatta behöver tillfrågas först",
      advice: "Be kontaktpersonen fråga. Tills svaret finns fortsätter pausen.",
    },
    "return-not-wanted": {
      title: "Den utsatta är inte tillfreds med det än",
      advice: "Pausen fortsätter. Fråga igen längre fram, när hen själv vill.",
    },
    "no-exclusion-here": {
      title: "Här prövas ingen uteslutning",
      advice: "Policyn ställer frågan i interna ärenden där det är känt vem det gäller.",
    },
    "letter-not-yet": {
      title: "Det brevet finns inte än",
      advice: "Läs om sidan så ser du vad som går att skriva ut.",
    },
    "exclusion-under-way": {
      title: "Ett uteslutningsärende om personen pågår redan",
      advice: "Läs om sidan så ser du det.",
    },
    "exclusion-not-there": {
      title: "Uteslutningsärendet är inte där än, eller redan förbi",
      advice: "Läs om sidan så ser du vad som är nästa steg.",
    },
    "board-has-not-decided": {
      title: "Styrelsen har inte beslutat än",
      advice: "Beslutet tas på ett möte. Skriv in det där först.",
    },
    "vote-under-way": {
      title: "En omröstning om personen pågår",
      advice: "Den som leder omröstningen ställer in den eller ogiltigförklarar den först.",
    },
    "policy-unknown": {
      title: "Den versionen finns inte",
      advice: "Läs den policy som gäller nu.",
    },
    "not-found": {
      title: "Det finns inget att visa här",
      advice: "Gå tillbaka och välj på nytt.",
    },
    "name-never-said": {
      title: "De får aldrig veta vem det gäller",
      advice: "Berätta utan namnet, eller låt bli.",
    },
    "consent-holds": {
      title: "Den det gäller har sagt ja, och det gäller",
      advice: "Läs in sidan igen.",
    },
    "group-not-told-this": {
      title: "Den utsatta säger inte längre ja till det gruppen skulle få veta",
      advice: "Avbryt omröstningen och ställ frågan på nytt, utan namnet.",
    },
    "consent-missing": {
      title: "Den det gäller har inte sagt ja till det",
      advice:
        "Ett ja kan ha tagits tillbaka eller slutat gälla. Fråga på nytt, och anteckna svaret.",
    },
    "case-closed": { title: "Ärendet är avslutat", advice: "Öppna det igen först." },
    "stage-not-next": {
      title: "Ärendet kan inte gå dit härifrån",
      advice: "Läs in sidan igen och se var det är.",
    },
    "step-held-back": {
      title: "Steget väntar på något annat",
      advice: "Se vad som behöver bli klart först.",
    },
    "step-not-for-them": {
      title: "Steget kan inte ges till den personen",
      advice: "Välj någon annan.",
    },
    "compartment-not-open": {
      title: "Den delen är inte öppen för dig",
      advice: "Be den som ansvarar för ärendet.",
    },
    "signed-already": {
      title: "Det är redan godkänt från din sida",
      advice: "En annan person godkänner för den andra sidan.",
    },
    "media-plan-not-asked": {
      title: "Ingen medieplan behövs just nu",
      advice: "Ärendets plan frågar inte efter någon, eller så har den lagts åt sidan.",
    },
    "media-plan-changed": {
      title: "Det finns en annan text nu",
      advice: "Läs den nya innan du svarar.",
    },
    "media-plan-answered": {
      title: "Det har du redan svarat på den texten",
      advice: "Vill du ändra dig väljer du det andra svaret.",
    },
    "closing-held-back": {
      title: "Ärendet går inte att avsluta än",
      advice: "Se vad som är kvar, och gör det klart först.",
    },
    "contact-person-investigates": {
      title: "Kontaktpersonen kan inte vara med och kartlägga",
      advice: "Välj någon annan. Den som ger trygghet ställer inte frågorna.",
    },
    "fact-follows": {
      title: "Svaret följer av något annat i ärendet",
      advice: "Det går inte att svara för hand. Se slutsatsen eller omröstningen.",
    },
    "unknown-fact": {
      title: "Planen ställer inte längre den frågan",
      advice: "Läs in sidan igen och se vad som gäller nu.",
    },
    "not-to-be-asked-for": {
      title: "För de här finns redan regler i ett sådant här ärende",
      advice:
        "Svara på frågan om dem i stället, om det finns någon. Läs in sidan igen om du inte ser den.",
    },
    "nothing-asked-for": {
      title: "Det finns ingen önskan att ta tillbaka",
      advice: "Läs in sidan igen och se vad som gäller nu.",
    },
    "unknown-question": {
      title: "Frågan finns inte i ett sådant här ärende",
      advice: "Läs in sidan igen. Kategorin kan ha bytts.",
    },
    "recipient-not-allowed": {
      title: "De ska inte få veta i ett sådant här ärende",
      advice: "Policyn håller kretsen liten. Berätta inte, och anteckna inget här.",
    },
    "no-contact-person-step": {
      title: "Det finns ingen kontaktperson att säga nej till",
      advice: "Läs in sidan igen och se hur det är nu.",
    },
    "wrong-group-size": {
      title: "Gruppen har inte rätt storlek",
      advice:
        "Se hur många policyn säger. En av dem är säkerhetsansvarig i ärendet, eller har tagit över efter hen.",
    },
    "key-not-held": {
      title: "Du har inte nyckeln hit just nu",
      advice: "Logga ut och logga in igen. Hjälper det inte behöver någon lämna nyckeln till dig.",
    },
    "precondition-required": {
      title: "Sidan visste inte vilken version du såg",
      advice: "Läs in sidan igen och försök på nytt.",
    },
    "no-files-here": {
      title: "Den delen av ärendet har inga filer",
      advice: "Välj en annan del.",
    },
    "file-too-large": {
      title: "Filen är tom eller för stor",
      advice: "Högst 50 MB. Dela upp den, eller prata med säkerhetsansvarig.",
    },
    "too-many-files": {
      title: "Ärendet rymmer inte fler filer",
      advice: "Prata med säkerhetsansvarig om vilka som behövs.",
    },
    "not-the-next-piece": {
      title: "En annan bit av filen kommer först",
      advice: "Försök igen, så fortsätter det där det slutade.",
    },
    "file-not-all-here": {
      title: "Allt av filen har inte kommit fram",
      advice: "Försök igen, så fortsätter det där det slutade.",
    },
    "file-damaged": {
      title: "Filen kom inte fram hel",
      advice: "Den sparades inte. Välj den en gång till.",
    },
    "file-already-kept": {
      title: "Filen är redan sparad",
      advice: "Den ändras inte efter det.",
    },
    "not-this-key": {
      title: "Filen skickades med en annan nyckel",
      advice: "Välj filen en gång till.",
    },
    "package-too-large": {
      title: "Filerna är för stora tillsammans",
      advice: "Högst 1 GB i varje paket. Gör två paket.",
    },
    "cannot-be-copied": {
      title: "En kopia att dela går inte att göra",
      advice:
        "Filen är låst, trasig eller av ett slag som inte går att rensa säkert. Originalet är kvar. Ta en skärmbild av det som behöver visas, och lägg till den som en fil: av en bild går det. Är det ett ljud, skriv upp vad som sägs.",
    },
    "cannot-be-shown": {
      title: "Filen går inte att visa här",
      advice:
        "Den är kvar som den kom. Hämta originalet om du behöver det, och öppna det bara om du vet vad det är.",
    },
    "too-large": {
      title: "Det du skickade är för stort",
      advice: "Inget sparades. Korta texten, eller dela upp den i flera delar.",
    },
    "unsupported-media-type": {
      title: "Det skickades i en form som servern inte läser",
      advice: "Ladda om sidan och försök igen.",
    },
    "wrong-host": {
      title: "Servern svarar inte under det namnet",
      advice: "Öppna sidan med den adress du har fått av föreningen.",
    },
    "malformed-request": {
      title: "Det du skickade gick inte att läsa",
      advice: "Läs in sidan igen och försök på nytt.",
    },
    "cross-site": {
      title: "Det kom från en annan webbplats och togs inte emot",
      advice: "Öppna sidan direkt, inte genom en länk någon annanstans, och försök igen.",
    },
    "not-founded": {
      title: "Föreningen är inte upplagd än",
      advice: "Den som sköter systemet behöver göra klart det först.",
    },
    "not-ready": {
      title: "Systemet startar eller vilar",
      advice: "Försök igen om en stund.",
    },
    "unsupported-grant-type": {
      title: "Inloggningen gick inte att läsa",
      advice: "Läs in sidan igen och försök på nytt.",
    },
    "not-a-receipt-code": {
      title: "Koden är inte hel",
      advice: "Jämför med din kod, ett tecken i taget.",
    },
    "receipt-code-used": {
      title: "Den koden hör till något som redan är skickat",
      advice:
        "Det du skickade förut är mottaget. Vill du berätta mer: läs in sidan igen, så får du en ny kod.",
    },
    "person-not-in-group-or-board": {
      title: "Frågan kan inte gälla den personen",
      advice:
        "Förtroendefrågan gäller någon i fullmäktigegruppen eller styrelsen, en rådfråga någon i föreningen. Välj någon annan.",
    },
    "vote-about-oneself": {
      title: "Frågan kan inte väckas av den den gäller",
      advice: "Välj någon annan.",
    },
    "substitutes-may-not-move": {
      title: "Bara ordinarie ledamöter kan väcka frågan",
      advice: "Be en ordinarie ledamot, eller ordföranden.",
    },
    "vote-times-out-of-order": {
      title: "Tiderna går inte ihop",
      advice: "De ska komma i ordning, och efter nu. Har en tid passerat bestämmer du nya tider.",
    },
    "vote-transition-not-allowed": {
      title: "Omröstningen har redan gått vidare",
      advice: "Se var den är nu, och fortsätt därifrån.",
    },
    "ballots-destroyed": {
      title: "Rösterna är förstörda",
      advice: "Det skedde när policyns tid för dem var slut. Siffrorna och protokollet finns kvar.",
    },
    "complaint-time-over": {
      title: "Tiden för att klaga på resultatet är slut",
      advice: "Tala med den som leder omröstningen om något är fel.",
    },
    "complained-already": {
      title: "Du har redan klagat på det här resultatet",
      advice: "Ditt klagomål står på omröstningens sida, med svaret när det har kommit.",
    },
    "own-complaint": {
      title: "Ditt eget klagomål besvaras av någon annan",
      advice: "Be någon annan som kan leda omröstningen.",
    },
    "complaint-second-not-independent": {
      title: "Det behövs en annan person",
      advice:
        "Två behövs, och ingen av dem får ha sitt uppdrag bara genom den andra. Be någon annan i presidiet, eller en säkerhetsansvarig.",
    },
    "vote-has-moved-on": {
      title: "Omröstningen har redan gått vidare",
      advice: "Se var den är nu, och fortsätt därifrån.",
    },
    "teller-not-eligible": {
      title: "Någon av dem kan inte vara rösträknare här",
      advice: "Välj någon annan. Det säger ingenting om vem, eller varför.",
    },
    "tellers-not-ready": {
      title: "Alla rösträknare är inte klara än",
      advice: "Be dem öppna omröstningen och göra sina nycklar. Sedan kan ni låsa.",
    },
    "tellers-not-confirmed": {
      title: "Alla rösträknare har inte bekräftat än",
      advice:
        "Röstningen öppnar när alla har gjort det. Saknas någon får ni kalla på nytt med någon annan.",
    },
    "tellers-open": {
      title: "Rösträknarna öppnar den här omröstningen",
      advice: "Resultatet kommer när tillräckligt många av dem har räknat lika.",
    },
    "teller-keys-invalid": {
      title: "De nycklarna går inte att använda",
      advice: "Läs in sidan igen och gör nya.",
    },
    "teller-signature-invalid": {
      title: "Det är inte underskrivet med dina nycklar",
      advice: "Använd samma telefon eller dator som när du gjorde dem, eller koden på ditt papper.",
    },
    "teller-shares-incomplete": {
      title: "Alla delar kom inte med",
      advice: "Läs in sidan igen och skicka på nytt.",
    },
    "vote-stays-sealed": {
      title: "Den här omröstningen öppnas inte",
      advice: "För få var med. Skriv under det, så förstörs rösterna oöppnade.",
    },
    "opening-set-moved-on": {
      title: "Ni öppnar med en annan rösträknare nu",
      advice: "Läs in sidan igen och räkna om.",
    },
    "no-other-teller-has-sent": {
      title: "Ingen annan rösträknare har skickat sina delar",
      advice: "Be en till av er att göra det. Försök sedan igen.",
    },
    "count-of-another-vote": {
      title: "Räkningen hör inte till den här omröstningen",
      advice: "Läs in sidan igen och räkna om.",
    },
    "ballot-box-altered": {
      title: "Valurnan går inte att lita på",
      advice:
        "I den ligger något som ingen väljare har lagt dit. Tala med den som leder: omröstningen får göras om.",
    },
    "vote-record-malformed": {
      title: "Det gick inte att läsa",
      advice: "Läs in sidan igen och försök på nytt.",
    },
    "public-key-invalid": {
      title: "Nyckeln går inte att använda",
      advice: "Läs in sidan igen och gör nya nycklar.",
    },
    "roll-empty": {
      title: "Det står ingen på röstlängden",
      advice: "Se under Personer att fullmäktigegruppen finns med, med sina uppdrag.",
    },
    "federation-time-not-over": {
      title: "Förbundet har fortfarande tid på sig",
      advice: "Vänta tills den är slut. Tackade förbundet nej kan du välja det redan nu.",
    },
    "preflight-missing": {
      title: "Allt är inte läst och besvarat",
      advice: "Gå igenom det som är kvar i listan, och lås sedan.",
    },
    "preflight-outdated": {
      title: "Något har ändrats sedan du läste det",
      advice: "Läs igen det som är märkt med Läs igen.",
    },
    "leader-in-conflict": {
      title: "Den som är en del av det leder inte omröstningen",
      advice: "Välj att du är det själv, så går någon annan vidare.",
    },
    "account-not-asked": {
      title: "Styrelsen ställde frågan själv",
      advice: "Dess redogörelse kommer med frågan. Det går inte att lämna en här.",
    },
    "statement-time-not-over": {
      title: "Tiden för att bli hörd är inte slut",
      advice: "Vänta tills den är det. Tackade personen nej kan du anteckna det redan nu.",
    },
    "before-announced-time": {
      title: "Tiden som ni sa är inte inne",
      advice:
        "På distans gäller tiderna i kallelsen. Hämtningen kan stängas tidigare bara om alla har hämtat. Röstningen öppnar aldrig tidigare.",
    },
    "slip-not-by-who-leads": {
      title: "Den som leder skriver inte ut lappar",
      advice: "Be två andra som hjälper till med omröstningen.",
    },
    "slip-second-not-independent": {
      title: "Lappen behöver någon annan",
      advice:
        "En av er har sitt uppdrag av den andra ensam. Be någon annan som hjälper till med omröstningen.",
    },
    "drawing-not-closed": {
      title: "Hämtningen är inte stängd",
      advice: "Stäng den först. Röstningen öppnar efter det.",
    },
    "admissions-unused": {
      title: "Alla har inte röstat än",
      advice:
        "Vänta tills alla som har hämtat sin rösträtt har röstat, eller till den utsatta tiden.",
    },
    "check-window-open": {
      title: "Kvittona kontrolleras fortfarande",
      advice: "Vänta tills tiden är slut. Rösterna räknas sedan av sig själva.",
    },
    "objection-unanswered": {
      title: "En invändning väntar på svar",
      advice: "Svara på den först.",
    },
    "votes-on-paper": {
      title: "Personen är avprickad för papper",
      advice: "Ta bort det på röstlängden först.",
    },
    "paper-only-in-a-room": {
      title: "På papper röstar man bara i ett rum",
      advice: "På distans kan en lapp med länken hjälpa den som inte kan öppna mejlet.",
    },
    "paper-batch-too-small": {
      title: "För få är avprickade för papper",
      advice: "Låt dem låna en telefon i stället, eller pricka av fler.",
    },
    "paper-not-counted": {
      title: "Rösterna på papper är inte räknade än",
      advice: "Två räknar dem var för sig. När de har räknat lika går det vidare.",
    },
    "already-drawn": {
      title: "Personen har redan hämtat sin rösträtt",
      advice: "En ny länk skulle inte gå att använda.",
    },
    "shift-taken": {
      title: "Någon har redan jour då",
      advice: "Ta över det passet, eller avsluta det först.",
    },
    "shift-over": {
      title: "Passet är över",
      advice: "Det går inte längre att ändra.",
    },
    "safety-not-asked": {
      title: "Planen ber inte om någon bedömning",
      advice: "I det här ärendet finns inget steg om trygghet framåt.",
    },
    "assessment-replaced": {
      title: "Det finns en nyare bedömning",
      advice: "Läs den innan du säger att den gäller.",
    },
    "not-responsible-for-safety": {
      title: "Den personen kan inte se till det",
      advice: "Välj någon i ärendet, aldrig den det gäller.",
    },
    "safety-measure-over": {
      title: "Det går inte att ändra så",
      advice: "Se hur det står nu och välj igen.",
    },
    "event-over": {
      title: "Arrangemanget har varit eller är inställt",
      advice: "Lägg till ett nytt om det blir av en annan dag.",
    },
    "information-changed": {
      title: "Texten har ändrats sedan du läste den",
      advice: "Se om det som gick ut är den nya. Annars tar du bort krysset vid texten.",
    },
    "invalid-input": {
      title: "Något behöver rättas",
      advice: "Se på fälten som är märkta.",
    },
  } as Record<string, { title: string; advice: string }>,
  byFieldCode: {
    "choose-one": "Välj minst ett sätt.",
    "no-tried-telephone": "Numret är inte prövat, eller så skickas inga sms.",
    "quiet-too-long": "Tyst tid kan vara högst 14 timmar, och inte noll.",
    "not-within-three-years": "Välj en tid som kommer, inom tre år.",
    "one-of-two": "Välj en person eller skriv ett namn.",
    "not-within-a-year": "Välj en dag inom ett år.",
    "holds-no-office": "Den personen har inget uppdrag.",
    "not-a-past-day": "Välj en dag som har varit, högst ett år bakåt.",
    "not-a-coming-time": "Tiden ska sluta efter att den börjar, och högst 31 dagar senare.",
    "overlaps-itself": "Passen är längre än tiden mellan dem.",
    "not-an-officer": "Den personen är inte säkerhetsansvarig då.",
    "same-person": "Välj någon annan än den som har jour.",
    "changes-nothing": "Ärendet finns kvar den dagen ändå.",
    "too-late": "Så länge får det inte sparas på en gång.",
    "not-in-the-past": "Välj en tid som har varit, sedan ärendet öppnades.",
    "not-agreeable": "Det ligger utanför det som policyn låter er komma överens om.",
    "in-the-past": "Dagen har redan varit.",
    "belongs-to-another-answer": "Det hör inte till det svaret.",
    "a-vote-says-so": "En omröstning visar något annat.",
    "the-board-gives-it": "Redogörelsen lämnar styrelsen.",
    "belongs-to-the-group-statute": "Det hör till gruppens egna stadgar.",
    "cannot-be-named-here": "Den personen går inte att välja här.",
    "string-too-short": "Det här behöver fyllas i.",
    "string-too-long": "Texten är för lång.",
    "string-pattern-mismatch": "Skriv på en enda rad.",
    "value-error": "Det här går inte att använda. Se över det.",
    required: "Det här behöver fyllas i.",
    "before-start": "Dagen kan inte komma före den första.",
    "after-elected-end": "Dagen kan inte komma efter den sista.",
    "in-the-future": "Dagen har inte varit ännu.",
    missing: "Det här behöver fyllas i.",
    "too-long": "Texten är för lång.",
    "too-short": "Texten är för kort.",
    "not-an-address": "Skriv en e-postadress, till exempel namn@example.org.",
    "not-a-telephone-number": "Skriv ett telefonnummer.",
    "password-too-weak": "Välj ett lösenord som är svårare att gissa.",
  } as Record<string, string>,
  fieldOtherwise: "Det här gick inte att ta emot. Se över det.",
  waitSeconds: (seconds: number) =>
    seconds < 60
      ? `Vänta ${seconds} sekunder och försök igen.`
      : `Vänta ${Math.ceil(seconds / 60)} minuter och försök igen.`,
};

export default problems;
