import type sv from "./problems.sv";

const problems: typeof sv = {
  byCode: {
    unreachable: {
      title: "We cannot reach the server right now",
      advice: "Check that you have a connection and try again.",
    },
    unexpected: {
      title: "Something went wrong on our side",
      advice: "Try again in a while. If it goes on, tell the person who looks after the system.",
    },
    "wrong-credentials": {
      title: "The address and the password do not go together",
      advice:
        "Type them once more. If you have forgotten the password, the board sends you a new invitation.",
    },
    "slow-down": {
      title: "There were many attempts in a short time",
      advice: "Wait a little and try again.",
    },
    "session-ended": {
      title: "You have been signed out",
      advice: "Sign in again to go on.",
    },
    "invitation-unusable": {
      title: "The link cannot be used",
      advice:
        "It is used, too old or not whole. Open it straight from the letter, or ask whoever invited you for a new one.",
    },
    "password-too-weak": {
      title: "The password is too easy to guess",
      advice:
        "Choose a longer one. A few words that do not belong together are strong and easy to remember.",
    },
    "company-day-over": {
      title: "That day is over or called off",
      advice: "Add a new day if there is one more.",
    },
    "company-day-not-yet": {
      title: "That day has not come yet",
      advice: "It can be called off or get another time.",
    },
    "company-not-wanted": {
      title: "Nobody is asked",
      advice: "The affected person says first whether somebody is to come along.",
    },
    "cannot-come-along": {
      title: "That person cannot be chosen here",
      advice: "Choose the contact person or a security officer, or write a name.",
    },
    "not-yours-to-answer": {
      title: "Whoever is asked answers themselves",
      advice: "Wait for the answer, or ask somebody else.",
    },
    "no-contact-kept": {
      title: "Nobody is asked to be in touch here",
      advice: "There is no contact to note in such a case.",
    },
    "nobody-to-read": {
      title: "There is nobody who could read it yet",
      advice:
        "Nothing was sent. Once the affected person is confirmed, or somebody has a part in the case, you can write.",
    },
    "not-paused": {
      title: "The contact is not paused",
      advice: "Read the page again. Somebody may have been first.",
    },
    forbidden: {
      title: "You may not do this",
      advice: "Ask someone who holds that office.",
    },
    "not-signed-in": { title: "You need to sign in", advice: "Sign in and try again." },
    busy: {
      title: "There is much to do just now",
      advice: "Nothing was saved. Try again in a moment.",
    },
    "nobody-to-lead": {
      title: "Everyone who could lead it is part of it",
      advice: "Turn to the federation. Nothing was saved.",
    },
    "applied-already": {
      title: "You have asked already",
      advice: "The board has not answered yet. You need not do anything more.",
    },
    "return-not-next": {
      title: "That is not what comes next",
      advice: "Read the page again and see where it is.",
    },
    "return-not-yet-decidable": {
      title: "Something has to be done before it can be decided",
      advice: "The page says what is missing.",
    },
    "consultation-under-way": {
      title: "The group is being consulted now",
      advice: "Wait for the answer, or cancel the vote first.",
    },
    "nominated-oneself": {
      title: "Nobody asks about themself",
      advice: "Let somebody else ask, or turn to the chair.",
    },
    "nominated-unknown": {
      title: "The person is not in the register",
      advice: "So there is nothing to ask about here.",
    },
    "too-many-nomination-checks": {
      title: "That was many questions in one day",
      advice: "Go on tomorrow.",
    },
    "confirmed-already": {
      title: "You have answered already",
      advice: "You need not do anything more.",
    },
    "version-mismatch": {
      title: "Someone else changed it first",
      advice: "Nothing was saved. Load the page again, read it, and then change.",
    },
    "idempotency-key-reused": {
      title: "What you sent changed on the way",
      advice: "Load the page again and try again.",
    },
    "email-taken": {
      title: "Someone else has that e-mail address",
      advice: "Use another address, or find the person in the list.",
    },
    "person-retired": {
      title: "The person has left",
      advice: "Someone who has left cannot be given an office.",
    },
    "overlapping-term": {
      title: "The person already has that office then",
      advice: "Choose other days, or end the other term first.",
    },
    "term-changed-meanwhile": {
      title: "The proposal has changed since you read it",
      advice: "Read the new one, then confirm.",
    },
    "term-not-proposed": {
      title: "It is decided already",
      advice: "Load the page again to see how it went.",
    },
    "term-not-confirmed": {
      title: "The office does not hold",
      advice: "It waits to be confirmed, or did not happen.",
    },
    "second-person-needed": {
      title: "Another person needs to confirm",
      advice:
        "Not whoever proposed it, the person proposed or the administrator. Ask someone else on the board.",
    },
    "successor-needed": {
      title: "The office would then be vacant",
      advice: "Appoint a successor who begins the day after. Then it can end.",
    },
    "new-term-needed": {
      title: "A confirmed term cannot be prolonged",
      advice: "Give a new term instead, for someone else to confirm.",
    },
    "not-reportable": {
      title: "Only security officers are reported to the municipality",
      advice: "This office needs no report.",
    },
    "no-address-to-invite": {
      title: "There is no e-mail address",
      advice: "Give the person an address first. It is used to sign in.",
    },
    "receipt-unknown": {
      title: "We find nothing with that code",
      advice: "Compare with your code, one character at a time. If it fails, call instead.",
    },
    "no-meeting-here": {
      title: "That meeting cannot be called now",
      advice: "See where the case is. The board is called when the mapping is done.",
    },
    "meeting-under-way": {
      title: "There is a meeting already",
      advice: "Finish it, or call it off, before you call the next.",
    },
    "meeting-has-moved-on": {
      title: "The meeting has come further",
      advice: "Read the page anew and see where it is.",
    },
    "meeting-not-begun": {
      title: "The meeting is called for later",
      advice: "Wait until its time. Everyone who is called must be able to come.",
    },
    "no-quorum": {
      title: "You are too few to decide",
      advice: "Wait for more, or call it off and call anew.",
    },
    "quorum-can-be-reached": {
      title: "The board can decide itself",
      advice: "There are enough without a part in the matter. Call for a time when they can come.",
    },
    "who-must-come-is-missing": {
      title: "Someone who must be there is missing",
      advice: "The security officer and whoever is accountable hold the first meeting together.",
    },
    "not-decided-here": {
      title: "That cannot be decided here",
      advice:
        "Choose another decision under the item. What can be decided follows from the conclusion, or from how far the return has come.",
    },
    "answered-already": {
      title: "The meeting has answered that already",
      advice: "Was it wrong? Take that decision back first.",
    },
    "not-concluded-about": {
      title: "That person has not been mapped yet",
      advice:
        "The mapping is to come to something about them before you decide. Send the case back to its mapping once the meeting is over. What was found about others stands.",
    },
    "tie-not-settled": {
      title: "It is tied",
      advice: "Say how whoever leads the meeting settles it.",
    },
    "decisions-owed": {
      title: "Something is left to decide",
      advice: "See what is missing on the agenda. Then the minutes can be approved.",
    },
    "item-must-stay": {
      title: "That item stays",
      advice: "It is dealt with, or belongs to every such meeting.",
    },
    "something-is-decided": {
      title: "The meeting has decided something",
      advice:
        "So it is not called off. Is something written wrongly: take that decision back first.",
    },
    "ruling-takes-two": {
      title: "Somebody else compares it with the letter",
      advice: "You wrote it down yourself. Ask one more who leads the case.",
    },
    "decision-followed": {
      title: "Something rests on the decision already",
      advice:
        "Somebody has been asked something by it, for example. It is not taken back then. Let the board decide anew.",
    },
    "not-theirs-to-approve": {
      title: "You cannot approve these minutes",
      advice: "Whoever led the meeting approves them, and one more who took part in deciding.",
    },
    "not-eligible": {
      title: "The person cannot take part in this",
      advice: "Choose someone else, or ask whoever is accountable.",
    },
    "known-inside-association": {
      title: "It is known who it is, inside the association",
      advice: "Those who investigate take that back first, and whoever is accountable agrees.",
    },
    "recipient-kept-out": {
      title: "Whoever would be told is kept out of the case",
      advice: "Tell them nothing. If somebody else needs to know instead, choose that recipient.",
    },
    "some-kept-out": {
      title: "Somebody among them is kept out of the case",
      advice: "Tell only the others. Then tick that whoever is kept out was told nothing.",
    },
    "override-not-needed": {
      title: "This can be done without the emergency way",
      advice: "The person reads that part already, or may be told already. Do it the usual way.",
    },
    "override-not-waiting": {
      title: "It can no longer be answered",
      advice: "The time ran out, or somebody has answered. Ask anew if it is needed.",
    },
    "case-not-closed": {
      title: "The case is open",
      advice: "Only a closed case has a day when it is removed.",
    },
    "hold-not-waiting": {
      title: "It can no longer be answered",
      advice: "Somebody has answered, or the time is out. Ask anew if it is needed.",
    },
    "hold-not-in-force": {
      title: "It is over already",
      advice: "Somebody has ended it, or the time is out.",
    },
    "nothing-to-take-back": {
      title: "There is no confirmed code to take back",
      advice:
        "It has been taken back already, or was not given by code. Read the page again to see how it is now.",
    },
    "taking-back-waits": {
      title: "Somebody has asked for it already",
      advice:
        "It waits for one more who is responsible in the case. It stands in the list on the same page.",
    },
    "another-person-needed": {
      title: "It takes another person",
      advice:
        "Whoever asked, and whoever it opens for, cannot say yes. Ask someone else who is responsible in the case.",
    },
    "first-person-gone": {
      title: "Whoever asked has left the case",
      advice: "Ask anew if it is still needed.",
    },
    "not-let-out-by-hand": {
      title: "They cannot be removed that way",
      advice:
        "The person concerned and those who lead the case are not removed by somebody else. If one of them is part of it, name them under Parties.",
    },
    "names-themself": {
      title: "This is you",
      advice: "If you are part of it, say so under More. You leave the case by that.",
    },
    "affected-cannot-be-barred": {
      title: "This is the person the case is about",
      advice:
        "They cannot be shut out of their own case. What is said of them belongs in another one.",
    },
    "moved-by-meeting": {
      title: "The board's meeting does that",
      advice:
        "Open the tab Decisions. The case goes to its decision when the meeting is called, and on when the minutes are approved.",
    },
    "phase-is-set": {
      title: "It does not change that way",
      advice:
        "That it is clear whom it concerns, or no longer, is proposed in the mapping and approved by the chair.",
    },
    "nobody-accused": {
      title: "Nobody is accused yet",
      advice:
        "Say first under Parties who is accused. If you do not know, choose that the person is unknown.",
    },
    "group-too-small": {
      title: "The group must not become so small",
      advice: "Appoint the whole group anew under People. The security officer is to be in it.",
    },
    "known-takes-two": {
      title: "Name the person as suspected",
      advice: "That it is clear who it is, you settle in the mapping, and the chair approves.",
    },
    "cleared-by-finding": {
      title: "That is done in the mapping",
      advice:
        "Whoever is accused is cleared when one who investigates proposes it and the chair approves.",
    },
    "not-being-mapped": {
      title: "The case is not being mapped now",
      advice: "Read the page again and see where the case is.",
    },
    "talk-is-settled": {
      title: "That talk is finished already",
      advice: "Plan another if you are to talk again.",
    },
    "time-is-not-up": { title: "The time is not up", advice: "Wait until the time that you gave." },
    "not-named-so": {
      title: "The person is not named that way in the case",
      advice: "See under Parties who is what.",
    },
    "takes-another-person": {
      title: "It takes another of you",
      advice: "You did the first part. Ask another in the group.",
    },
    "not-the-lead": {
      title: "Whoever leads the mapping proposes",
      advice: "Ask them to write the proposal, or change who leads it.",
    },
    "finding-held-back": {
      title: "A little is left",
      advice: "See on the page what is missing before you can sum up.",
    },
    "finding-waits": {
      title: "A proposal waits already",
      advice: "Another of you answers it first.",
    },
    "finding-is-settled": {
      title: "The proposal has its answer already",
      advice: "Read the page again.",
    },
    "nobody-established": {
      title: "Two of you must agree first",
      advice: "Propose the finding that it is clear whom it concerns, and let another agree.",
    },
    "proposal-waits": {
      title: "The chair has the question already",
      advice: "Wait for the answer, or take the proposal back.",
    },
    "proposal-is-settled": {
      title: "The proposal has its answer already",
      advice: "Read the page again.",
    },
    "barred-already": {
      title: "They are kept out already",
      advice: "Lift the bar first, together with somebody else.",
    },
    "bar-confirmed": {
      title: "That was confirmed already",
      advice: "Read the page again to see how things stand.",
    },
    "no-confidence-question-here": {
      title: "No question of confidence is raised here",
      advice: "The policy raises it in internal cases where it is known whom it concerns.",
    },
    "not-accused": {
      title: "They are not named as accused in the case",
      advice: "Name them under Parties first. They are shut out of the case by that.",
    },
    "names-somebody": {
      title: "The text may name somebody",
      advice: "Read it once more. Take the name out, or tick that it is meant.",
    },
    "tells-how-to-reach": {
      title: "The text may lead to somebody",
      advice: "There is an address or a number in it. Take it out, or tick that it is meant.",
    },
    "no-hearing-here": {
      title: "Nothing is released in a case like this",
      advice:
        "The policy lets nobody else know. Change the category first if the case is internal.",
    },
    "told-already": {
      title: "It is noted already that they were told",
      advice: "Read the page anew. It says when and how.",
    },
    "no-account-yet": {
      title: "They have no account to read it in",
      advice: "Invite them under People, or give it to them on paper.",
    },
    "not-told-yet": {
      title: "They have not been told anything yet",
      advice: "Note first when and how they were told.",
    },
    "asked-already": {
      title: "The question about them has been asked already",
      advice: "You find the vote under Votes.",
    },
    "no-measures-here": {
      title: "Nothing is asked of anybody here",
      advice:
        "The policy demands a time-out in internal cases where it is known whom it concerns. Where nothing is substantiated, nothing is asked.",
    },
    "decision-missing": {
      title: "The board has to decide it first",
      advice: "Take it up at a meeting. Once the decision is written down it can be done here.",
    },
    "measure-not-next": {
      title: "That cannot be done as things stand",
      advice: "Read the page anew to see where it is.",
    },
    "measure-stands": {
      title: "That has been done already",
      advice: "Read the page anew to see what applies.",
    },
    "return-not-asked": {
      title: "The affected person has to be asked first",
      advice: "Ask the contact person to do it. Until there is an answer the time-out goes on.",
    },
    "return-not-wanted": {
      title: "The affected person is not content with it yet",
      advice: "The time-out goes on. Ask again later, when they want it themselves.",
    },
    "no-exclusion-here": {
      title: "No exclusion is considered here",
      advice: "The policy asks in internal cases where it is known whom it concerns.",
    },
    "letter-not-yet": {
      title: "There is no such letter yet",
      advice: "Read the page again to see what can be printed.",
    },
    "exclusion-under-way": {
      title: "An exclusion case about them is under way already",
      advice: "Read the page again to see it.",
    },
    "exclusion-not-there": {
      title: "The exclusion case is not there yet, or past it",
      advice: "Read the page again to see what is next.",
    },
    "board-has-not-decided": {
      title: "The board has not decided yet",
      advice: "It decides at a meeting. Write the decision in there first.",
    },
    "vote-under-way": {
      title: "There is a vote about them",
      advice: "Whoever leads the vote cancels or voids it first.",
    },
    "policy-unknown": {
      title: "There is no such version",
      advice: "Read the policy in force.",
    },
    "not-found": {
      title: "There is nothing to show here",
      advice: "Go back and choose again.",
    },
    "name-never-said": {
      title: "They never learn who it is about",
      advice: "Tell them without the name, or not at all.",
    },
    "consent-holds": {
      title: "The person concerned has said yes, and it holds",
      advice: "Read the page again.",
    },
    "group-not-told-this": {
      title: "The affected person no longer agrees to what the group would be told",
      advice: "Cancel the vote and raise the question anew, without the name.",
    },
    "consent-missing": {
      title: "The person concerned has not agreed to this",
      advice: "A yes may have been taken back or have run out. Ask anew, and record the answer.",
    },
    "case-closed": { title: "The case is closed", advice: "Reopen it first." },
    "stage-not-next": {
      title: "The case cannot go there from here",
      advice: "Reload the page and see where it is.",
    },
    "step-held-back": {
      title: "The step waits for something else",
      advice: "See what has to be finished first.",
    },
    "step-not-for-them": {
      title: "The step cannot be given to that person",
      advice: "Choose someone else.",
    },
    "compartment-not-open": {
      title: "That part is not open to you",
      advice: "Ask whoever is responsible for the case.",
    },
    "signed-already": {
      title: "It is already approved for your side",
      advice: "Another person approves for the other side.",
    },
    "media-plan-not-asked": {
      title: "No media plan is needed right now",
      advice: "The plan of the case asks for none, or it was set aside.",
    },
    "media-plan-changed": {
      title: "There is another text now",
      advice: "Read the new one before you answer.",
    },
    "media-plan-answered": {
      title: "You have said that to this text already",
      advice: "To change your mind, choose the other answer.",
    },
    "closing-held-back": {
      title: "The case cannot be closed yet",
      advice: "See what is left, and finish that first.",
    },
    "contact-person-investigates": {
      title: "The contact person cannot be one of those who map",
      advice: "Choose someone else. Whoever gives safety does not ask the questions.",
    },
    "fact-follows": {
      title: "The answer follows from something else in the case",
      advice: "It cannot be answered by hand. See the conclusion or the vote.",
    },
    "unknown-fact": {
      title: "The plan no longer asks that question",
      advice: "Load the page again and see what applies now.",
    },
    "not-to-be-asked-for": {
      title: "There are rules for them already in a case like this",
      advice:
        "Answer the question about them instead, if there is one. Load the page again if you do not see it.",
    },
    "nothing-asked-for": {
      title: "There is no wish to take back",
      advice: "Load the page again and see what applies now.",
    },
    "unknown-question": {
      title: "There is no such question in a case like this",
      advice: "Load the page again. The category may have changed.",
    },
    "recipient-not-allowed": {
      title: "They are not to be told in a case like this",
      advice: "The policy keeps the circle small. Do not tell them, and record nothing here.",
    },
    "no-contact-person-step": {
      title: "There is no contact person to say no to",
      advice: "Load the page again and see how things are now.",
    },
    "wrong-group-size": {
      title: "The group is not of the right size",
      advice:
        "See how many the policy says. One of them is a security officer of the case, or has taken over from them.",
    },
    "key-not-held": {
      title: "You do not hold the key here right now",
      advice: "Sign out and in again. If that does not help, someone needs to hand you the key.",
    },
    "precondition-required": {
      title: "The page did not know which version you saw",
      advice: "Load the page again and try once more.",
    },
    "no-files-here": {
      title: "That part of the case holds no files",
      advice: "Choose another part.",
    },
    "file-too-large": {
      title: "The file is empty or too large",
      advice: "50 MB at most. Split it, or talk to the security officer.",
    },
    "too-many-files": {
      title: "The case holds no more files",
      advice: "Talk to the security officer about which are needed.",
    },
    "not-the-next-piece": {
      title: "Another piece of the file comes first",
      advice: "Try again: it goes on where it stopped.",
    },
    "file-not-all-here": {
      title: "Not all of the file has arrived",
      advice: "Try again: it goes on where it stopped.",
    },
    "file-damaged": {
      title: "The file did not arrive whole",
      advice: "It was not kept. Choose it once more.",
    },
    "file-already-kept": {
      title: "The file is kept already",
      advice: "It does not change after that.",
    },
    "not-this-key": {
      title: "The file was sent with another key",
      advice: "Choose the file once more.",
    },
    "package-too-large": {
      title: "The files are too large together",
      advice: "At most 1 GB in each package. Make two.",
    },
    "cannot-be-copied": {
      title: "A copy to share cannot be made",
      advice:
        "The file is locked, broken or of a kind that cannot be cleaned safely. The original is kept. Take a screenshot of what needs to be shown and add it as a file: of a picture it can be done. If it is sound, write down what is said.",
    },
    "cannot-be-shown": {
      title: "The file cannot be shown here",
      advice:
        "It is kept as it came. Fetch the original if you need it, and open it only if you know what it is.",
    },
    "too-large": {
      title: "What you sent is too large",
      advice: "Nothing was saved. Shorten the text, or send it in parts.",
    },
    "unsupported-media-type": {
      title: "It was sent in a form that the server does not read",
      advice: "Load the page again and try once more.",
    },
    "wrong-host": {
      title: "The server does not answer to that name",
      advice: "Open the page by the address that your association gave you.",
    },
    "malformed-request": {
      title: "What you sent could not be read",
      advice: "Load the page again and try once more.",
    },
    "cross-site": {
      title: "It came from another site and was not accepted",
      advice: "Open the page directly, not through a link elsewhere, and try again.",
    },
    "not-founded": {
      title: "The association has not been set up yet",
      advice: "Whoever runs the system needs to finish that first.",
    },
    "not-ready": {
      title: "The system is starting or resting",
      advice: "Try again in a while.",
    },
    "unsupported-grant-type": {
      title: "The sign-in could not be read",
      advice: "Load the page again and try once more.",
    },
    "not-a-receipt-code": {
      title: "The code is not whole",
      advice: "Compare with your code, one character at a time.",
    },
    "receipt-code-used": {
      title: "That code belongs to something already sent",
      advice:
        "What you sent before was received. To tell more, load the page again and you get a new code.",
    },
    "person-not-in-group-or-board": {
      title: "The question cannot concern that person",
      advice:
        "A question of confidence concerns someone in the council group or on the board, a consultation someone of the association. Choose someone else.",
    },
    "vote-about-oneself": {
      title: "The question cannot be raised by whom it concerns",
      advice: "Choose someone else.",
    },
    "substitutes-may-not-move": {
      title: "Only members, not substitutes, can raise the question",
      advice: "Ask a member, or the chair.",
    },
    "vote-times-out-of-order": {
      title: "The times do not fit together",
      advice:
        "They are to come in order, and later than now. If one of them has passed you set new times.",
    },
    "vote-transition-not-allowed": {
      title: "The vote has already moved on",
      advice: "See where it is now, and go on from there.",
    },
    "ballots-destroyed": {
      title: "The ballots are destroyed",
      advice:
        "That happened when the policy's time for them was over. The numbers and the minutes are still there.",
    },
    "complaint-time-over": {
      title: "The time to complain about the result is over",
      advice: "Speak with whoever leads the vote if something is wrong.",
    },
    "complained-already": {
      title: "You have complained about this result already",
      advice: "Your complaint stands on the vote's page, with the answer once it has come.",
    },
    "own-complaint": {
      title: "Your own complaint is answered by somebody else",
      advice: "Ask another who can lead the vote.",
    },
    "complaint-second-not-independent": {
      title: "It takes another person",
      advice:
        "It takes two, and neither may have their office from the other alone. Ask another of the chairs, or a security officer.",
    },
    "vote-has-moved-on": {
      title: "The vote has already moved on",
      advice: "See where it is now, and go on from there.",
    },
    "teller-not-eligible": {
      title: "One of them cannot be a teller here",
      advice: "Choose someone else. It says nothing of who, or why.",
    },
    "tellers-not-ready": {
      title: "Not all the tellers are ready yet",
      advice: "Ask them to open the vote and make their keys. Then you can lock.",
    },
    "tellers-not-confirmed": {
      title: "Not all the tellers have confirmed yet",
      advice:
        "Voting opens when all of them have. If one is missing, convene anew with someone else.",
    },
    "tellers-open": {
      title: "The tellers open this vote",
      advice: "The result comes when enough of them have counted the same.",
    },
    "teller-keys-invalid": {
      title: "Those keys cannot be used",
      advice: "Load the page again and make new ones.",
    },
    "teller-signature-invalid": {
      title: "It is not signed with your keys",
      advice: "Use the phone or computer that you made them on, or the code on your paper.",
    },
    "teller-shares-incomplete": {
      title: "Not every part came along",
      advice: "Load the page again and send anew.",
    },
    "vote-stays-sealed": {
      title: "This vote is not opened",
      advice: "Too few took part. Sign that, and the votes are destroyed unopened.",
    },
    "opening-set-moved-on": {
      title: "You open with another teller now",
      advice: "Load the page again and count anew.",
    },
    "no-other-teller-has-sent": {
      title: "No other teller has sent their parts",
      advice: "Ask one more of you to. Then try again.",
    },
    "count-of-another-vote": {
      title: "The count does not belong to this vote",
      advice: "Load the page again and count anew.",
    },
    "ballot-box-altered": {
      title: "The ballot box cannot be trusted",
      advice:
        "Something lies in it that no voter put there. Talk to whoever leads: the vote has to be held again.",
    },
    "vote-record-malformed": {
      title: "It could not be read",
      advice: "Load the page again and try once more.",
    },
    "public-key-invalid": {
      title: "The key cannot be used",
      advice: "Load the page again and make new keys.",
    },
    "roll-empty": {
      title: "There is nobody on the roll",
      advice: "See under People that the council group is there, with its terms of office.",
    },
    "federation-time-not-over": {
      title: "The federation still has time",
      advice: "Wait until it is over. If the federation declined, you can choose that now.",
    },
    "preflight-missing": {
      title: "Not everything is read and answered",
      advice: "Go through what is left in the list, then lock.",
    },
    "preflight-outdated": {
      title: "Something has changed since you read it",
      advice: "Read what is marked Read again.",
    },
    "leader-in-conflict": {
      title: "Whoever is part of it does not lead the vote",
      advice: "Choose that you are part of it yourself: then somebody else goes on.",
    },
    "account-not-asked": {
      title: "The board asked the question itself",
      advice: "Its account comes with the question. None can be given here.",
    },
    "statement-time-not-over": {
      title: "The time for being heard is not over",
      advice: "Wait until it is. If the person declined, you can note that now.",
    },
    "before-announced-time": {
      title: "The time you announced has not come",
      advice:
        "At a distance the times in the summons hold. Collecting can be closed sooner only when everyone has collected. Voting never opens sooner.",
    },
    "slip-not-by-who-leads": {
      title: "Whoever leads does not print slips",
      advice: "Ask two others who assist with the vote.",
    },
    "slip-second-not-independent": {
      title: "The slip needs somebody else",
      advice:
        "One of you was appointed by the other alone. Ask somebody else who assists with the vote.",
    },
    "drawing-not-closed": {
      title: "Collecting is not closed",
      advice: "Close it first. Voting opens after that.",
    },
    "admissions-unused": {
      title: "Not everyone has voted yet",
      advice: "Wait until everyone who collected their credential has voted, or for the set time.",
    },
    "check-window-open": {
      title: "Receipts are still being checked",
      advice: "Wait until the time is over. The votes are then counted by themselves.",
    },
    "objection-unanswered": {
      title: "An objection waits for an answer",
      advice: "Answer it first.",
    },
    "votes-on-paper": {
      title: "The person is marked for paper",
      advice: "Take that back on the roll first.",
    },
    "paper-only-in-a-room": {
      title: "Voting on paper is only for a room",
      advice: "At a distance a slip with the link can help whoever cannot open the mail.",
    },
    "paper-batch-too-small": {
      title: "Too few are marked for paper",
      advice: "Let them borrow a phone instead, or mark more.",
    },
    "paper-not-counted": {
      title: "The ballots on paper are not counted yet",
      advice: "Two people count them each alone. When they have counted the same it goes on.",
    },
    "already-drawn": {
      title: "The person has already collected their credential",
      advice: "A new link could not be used.",
    },
    "shift-taken": {
      title: "Somebody is on call already then",
      advice: "Take that shift over, or end it first.",
    },
    "shift-over": {
      title: "The shift is over",
      advice: "It can no longer be changed.",
    },
    "safety-not-asked": {
      title: "The plan asks for no assessment",
      advice: "In this case there is no step about the safety ahead.",
    },
    "assessment-replaced": {
      title: "There is a newer assessment",
      advice: "Read it before you say that it holds.",
    },
    "not-responsible-for-safety": {
      title: "That person cannot see to it",
      advice: "Choose somebody in the case, never whoever it is about.",
    },
    "safety-measure-over": {
      title: "It cannot be changed like that",
      advice: "See how it stands now, and choose again.",
    },
    "event-over": {
      title: "The event has been, or is called off",
      advice: "Add a new one if it happens another day.",
    },
    "information-changed": {
      title: "The text has changed since you read it",
      advice: "See whether what went out is the new one. If not, take away the mark at the text.",
    },
    "invalid-input": {
      title: "Something needs correcting",
      advice: "Look at the fields that are marked.",
    },
  },
  byFieldCode: {
    "choose-one": "Choose at least one way.",
    "no-tried-telephone": "The number has not been tried, or no text messages are sent.",
    "quiet-too-long": "Quiet hours are 14 at most, and not none.",
    "not-within-three-years": "Choose a time to come, within three years.",
    "one-of-two": "Choose a person or write a name.",
    "not-within-a-year": "Choose a day within a year.",
    "holds-no-office": "That person holds no office.",
    "not-a-past-day": "Choose a day that has been, a year ago at most.",
    "not-a-coming-time": "It must end after it begins, and 31 days later at most.",
    "overlaps-itself": "The shifts are longer than the time between them.",
    "not-an-officer": "That person is not a security officer then.",
    "same-person": "Choose somebody other than the one on call.",
    "changes-nothing": "The case is there on that day anyway.",
    "too-late": "It may not be kept that long at a time.",
    "not-in-the-past": "Choose a time that has been, since the case was opened.",
    "not-agreeable": "That lies outside what the policy lets you agree on.",
    "in-the-past": "That day has been already.",
    "belongs-to-another-answer": "That does not belong to this answer.",
    "a-vote-says-so": "A vote says otherwise.",
    "the-board-gives-it": "The board gives the account.",
    "belongs-to-the-group-statute": "That belongs to the group's own statute.",
    "cannot-be-named-here": "That person cannot be chosen here.",
    "string-too-short": "This needs an answer.",
    "string-too-long": "The text is too long.",
    "string-pattern-mismatch": "Write it on a single line.",
    "value-error": "This cannot be used. Look it over.",
    required: "This needs an answer.",
    "before-start": "The day cannot come before the first one.",
    "after-elected-end": "The day cannot come after the last one.",
    "in-the-future": "That day has not been yet.",
    missing: "This needs an answer.",
    "too-long": "The text is too long.",
    "too-short": "The text is too short.",
    "not-an-address": "Write an e-mail address, for example name@example.org.",
    "not-a-telephone-number": "Write a telephone number.",
    "password-too-weak": "Choose a password that is harder to guess.",
  },
  fieldOtherwise: "This could not be accepted. Please look it over.",
  waitSeconds: (seconds) =>
    seconds < 60
      ? `Wait ${seconds} seconds and try again.`
      : `Wait ${Math.ceil(seconds / 60)} minutes and try again.`,
};

export default problems;
