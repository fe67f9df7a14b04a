"""What each action in a case is, in words: `docs/access.md` is made from them and the table of `rules.py`."""

from collections.abc import Mapping

from app.access.rules import Action

ACTION_TEXTS: Mapping[Action, str] = {
    Action.SEE: "see that it exists, its stage and its plan",
    Action.SEE_TIMES: "see when others' steps are due, and which are late",
    Action.ACKNOWLEDGE: "acknowledge the report",
    Action.MOVE_ON: "move it to its next stage",
    Action.CHANGE_CATEGORY: "change its category",
    Action.READ_LOG: "read its log",
    Action.SEE_PEOPLE: "see who is in it and why",
    Action.GRANT: "let someone in, or end that",
    Action.WRITE: "write into a compartment one holds",
    Action.ADD_FILE: "add a file to a part that one reads",
    Action.MAKE_POLICE_PACKAGE: "make a package for the police of files that one reads",
    Action.NAME_PARTY: "name a party",
    Action.RECORD_CONSENT: "record the affected person's answer",
    Action.OWN_RECORD: "see who has opened the parts that one reads, and take one's own data along",
    Action.KEEP_IN_TOUCH: "write to and from the affected person, and agree how often somebody is in touch",
    Action.NOTE_CONTACT: "note that one was in touch with the affected person",
    Action.PAUSE_CONTACT: "pause that contact, and whether somebody comes along, by the affected person's word",
    Action.RECORD_DISCLOSURE: "record that someone was told",
    Action.ASSIGN_STEPS: "assign a step and appoint the contact person",
    Action.WORK_STEPS: "do the steps that are one's own",
    Action.CONFIRM_BAR: "confirm a bar, or lift one together with another",
    Action.DECLARE_CONFLICT: "say that one is part of the matter oneself, and leave it",
    Action.HEAR: "release to the accused what they are told, and record what they answer",
    Action.HANDLE_MEASURES: "ask measures of the accused, and record what they answer",
    Action.RAISE_VOTE: "raise the confidence question, or consult the group on a return",
    Action.CARRY_RETURN: "record the talks about a return",
    Action.DECIDE_RETURN: "review a return before its day, and end a wish that was taken back",
    Action.INVESTIGATE: "map what happened, and read how far that has come",
    Action.SETTLE_WHO: "approve that somebody is known to be the one, or is so no more",
    Action.CALL_MEETING: "call a meeting, and write down what it decides",
    Action.APPROVE_MINUTES: "approve the minutes of a meeting where one took part in deciding",
    Action.LEAD_EXCLUSION: "begin an exclusion case and take it to the federation",
    Action.BREAK_GLASS: "in danger, open a part or tell somebody together with another",
    Action.KEEP_LONGER: "keep a closed case beyond its time, together with another",
    Action.CLOSE: "close and reopen it",
}
