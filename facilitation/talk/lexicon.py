"""What words mean here: concepts, each with the words that people use for it.

A line is a concept and its words, each in its plainest form, since `stem` makes one of "pause", "paused" and "pausing".
A concept after `~` says little by itself: a text may hold it beside any meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

_TABLE = """
JOIN: join, sign up, sign me up, sign on, enroll, enrol, take part, participate, be part, become part, become member, register me, count me in, count in, add me, put me on, put me in, put me down, put me forward, include me, get me in, get me on, let me in, hop on, get involved, opt in, opt me in, subscribe, try out, jump in, be in, i am in, give it go, give it try, want in, on board, signed up, be added, partake, get in on, i fancy, fancy, up for, keen on, throw me in, chuck me in, pop me in, stick me in, enlist, sign us up, rsvp, i want to be on, have go at, start doing, do join
LEAVE: leave, quit, drop out, opt out, opt me out, unsubscribe, unenroll, unenrol, deregister, unregister, take me off, take me out, remove me, get me out, get me off, kick me out, get out, exit, step out, step down, step away, resign, be removed, cancel my membership, cancel my participation, cancel membership, cancel subscription, cancel my subscription, count me out, count out, had enough, done with, pull out of, sign me off, be out, want out, i am out, bow out, withdraw from, withdraw me, drop me, drop from, stop taking part, stop participating, not for me, not my thing, not my cup, end my participation, end my membership, finished with, delist me, strike me, cut me loose, bail on, leave group, uninterested, not interested, no interest, not into, over it, through with, stop doing, packing in, pack it in, give up, drop off, i am done, off the list, off your list, scratch me, sick of, not enjoying, give up on, chuck it, get shot of, ditch this, cba, dropping out, no thanks to, not really for me, for me anymore, finish with, part ways, off list, retire from, tired of, lost interest, stop being in, stop being part, stop doing, take leave of, does nothing for me
AWAY: away, vacation, holiday, pto, time off, day off, days off, week off, weeks off, month off, months off, off work, out office, out of office, ooo, on leave, my leave, parental leave, maternity leave, paternity leave, maternity, paternity, mat leave, pat leave, sick leave, annual leave, family leave, medical leave, leave of absence, going on leave, sabbatical, travel, trip, business trip, abroad, sick, ill, unwell, flu, covid, hospital, surgery, not around, not here, not in office, not available, not working, not at work, unavailable, honeymoon, jury duty, i am off, be off, off on, off next, off until, off for, off from, off this, off tomorrow, off today, off between, be out, out until, out for, out next, out all, out this, gone, absent, on road, at conference, off grid, out sick, under weather, my wedding, having baby, funeral, not online, never in, burnout, burned out, not be in, exams, on hols, poorly, laid up, at training, not in, signed off, signed off work, on secondment, in meetings all, offsite, off starting, off start, off as of, off in, off work, have holidays, in parental leave
BUSY: busy, swamp, slammed, overload, no time, no capacity, not time, too much work, too much on, lot on, too much going on, crunch, deadline, overwhelm, drowning, stressed, stress, snowed under, up to my neck, up to my eyeballs, hectic, overbook, double booked, schedule conflict, packed, no bandwidth, not bandwidth, buried, underwater, flat out, rammed, rushed off, hands full, no headspace, run off my feet, no good, not good, does not work, not suit, not work for me, not great for me, bad week, bad time, crazy week, manic, full week, tied up, clash, mad busy, nightmare week, crazy at work, mental, chocka, up against it, too much right now, something came up, something has come up, something come up, something is come up, come up, came up, cropped up
SKIP: skip, sit out, sit this out, sit this one out, sit it out, sit next one out, sit me out, pass on this, pass on next, give it miss, give this one miss, give next one miss, rain check, raincheck, leave me out, miss, not this time, not this week, not this round, not this one, not next week, not next time, not next round, not today, take pass, hard pass, sitting out, duck out, bow out of this, count me out this, out for this, give me week off, jump over, let me off, swerve, take week off, manage this time, sit on bench, bench me, not up for
ATTEND: make it, attend, be there, come, make, do it, do this one, do that one, be around, be available, do next, join in, make this, make next, make that, do tuesday, do this, do this week, do next week, manage this, manage it, turn up, manage coffee, manage, make next one, can do tuesday, make tuesday, do monday, make monday
PAUSE: pause, on ice, on back burner, break, on hold, hold, freeze, suspend, snooze, mute, rest, timeout, breather, hibernate, halt, stop for while, stop for now, on ice, back burner, go quiet, step back, do not disturb, put off, stand still, hit pause, on pause, leave me alone until, park, park it, park this, quiet period, time out, hold everything, everything on hold, chill for, hiatus, take time off from, shall rest, to rest, freeze
BACK: back, return, resume, unpause, restart, come back, reactivate, start again, continue, unfreeze, unmute, unsnooze, wake, available again, ready again, rejoin, carry on, switch me on, turn me on, switch me back on, turn me back on, back up, back in game, back on, up and running, ready for more, count me back in, include me again, put me back in, put me back, reinstate, back in action, match me again, start matching me, pair me again, start pairing me
STOP: stop, cease, shut up, enough, go away, leave me alone, leave me be, shut off, switch off, turn off, turn this off, turn it off, turn you off, turn them off, disable, deactivate, uninstall, no more, silence, be quiet, cut it out, knock it off, get lost, quit, lay off, chill, back off, turn them all off, unfollow, piss off, do one, pack it in, switch them off, kill, off switch, get rid of you, stop this
MESSAGE: message, notification, notify, mail, email, spam, ping, dm, bother, pester, annoy me, text me, write to me, writing to me, contact me, contacting me, send me, sending me, reminder, remind, nudge, nag, alert, disturb, badger, hassle, bug me, bugging me, writing me, hear from you, bombard, chase, poke, prod, noise, noisy, pop up, messages from you, get from you
SOON: soon, later, expire
NEXT: next, upcoming, coming up, ahead, lined up, in store, to come, following, next up
ROUND: round, meetup, edition, turn, cycle, matching
MEET: meet, meeting, catch up, chat, sync, call, coffee, talk, speak, conversation, huddle, touch base, get together, one on one, one-on-one, 1:1, 1-on-1, 1on1, appointment, connect, zoom, hang out, discuss, word with, see, hop on call, pick brain, pick his brain, pick her brain, seeing, video call, natter, catch-up, sit down with, bend ear, time with, coffee chat, chinwag, link up with, run something by, run something past, pick your brain, brew, cuppa, pick brain, pick his, pick brains, pick somebody brain, see about, get hold of, grab coffee, have coffee, have lunch, have chat, have call, time of, borrow, brain, brains, lunch with, tea with
TIMEOF: time, slot, minute, hour, half hour, mins
MATCH: match, pair, put together, put with, partner, buddy, group, assign, matchup, match up, team up, teamed, stuck with, connected with, circle, end up with, paired up, pair up, peer, counterpart, combine, linked, lumped, partnered, set up with, got with, introduced to, put me with, got put, chosen, picked, drawn, opposite number, landed with, land with, give me, matched up, other half, put me and, put us, fixed up with, i get put, coffee date, blind date
WHO: who, whom, whose, who all
WHEN: when, what day, which day, what time, what date, how soon, how long until, from when
WHERE: where, which channel
WHY: why, how come, reason, what for, how was chosen, how did you choose, how do you choose, how do you decide, how do you match, how do you pair, how did you pick, how are matches made, how are pairs made, on what basis, based on what, how do people get, how is it decided, how does matching work, how does pairing work, how do you work out who, how do you pick, what made you, goes with whom, who goes with who, get put with, decide who, choose who, pick who, work out who, algorithm, for which reason, how people are chosen, selected for me, assigned to me
HOW: how
WHAT: what, which
HOWMANY: how many, number of, count of, how large, how big
HOWOFTEN: how often, how frequently, how regularly, rhythm, frequency
SHOW: show, list, display, view, look at, overview, pull up, bring up, tell me, let me see, let me know, see, run me through, print, read out, give me
SCHEDULE: agenda, calendar, diary, to do, todo, dashboard, week look like, my week, on my plate, my schedule, our schedule, on this week, on today, on tomorrow, going on, happening, my day, in the pipeline, on the cards, outstanding, pending, on for me, going on for me, happening for me, next few days, this week, coming days, coming weeks, waiting for me, do i need to do, do i have to do, need from me, expected of me, supposed to do, should i do, anything this week, anything i should, need to do, planned for me, coming days, message for me, messages for me, anything for me
PROGRAM: program, programme, club, community, initiative, activity, scheme, things you run, what you run, running, thing, series, random coffees, roulette, group for, circle for, buddy scheme, book club, meetups
AVAILABLE: available, free, has time, have time, got time, around, can i join, could i join, can join, could join, can i get into, could i get into, can i sign up, open appointments
MEMBERS: member, participant, sign ups, signups, enrolled, roster, headcount, attendee, has joined, have joined, people joined, takes part, taking part, who is in, who else is in, signed up
LEAD: run, lead, in charge, look after, manage, own, responsible, coordinate, host, facilitate, facilitator, organizer, organiser, owner, contact person, boss, maintain, head, take over, behind, organizes, organises, in control, looks after, to do with, hand, hand over, handover, hands over, new owner, moderate, moderates
ADMIN: admin, administrator, superuser, admin rights
SETTINGS: setting, configure, configuration, parameters, tweak, customize, customise, rules, config
INFO: about, tell me about, info, information, detail, describe, explain, what is, what are, purpose, more about, what does, deal with, lowdown, what about, all about
I: i, we
ME: me, us
MY: my, our, mine
YOU: you, your, peerloop, bot, app, yourself
SOMEONE: someone, somebody, anyone, anybody, colleague, coworker, co-worker, teammate, people, person, others, folks, guy, everyone, everybody, volunteer, team member, gang, them, friend, experts here, any of you, whoever, anyone else
EXPERT: expert, guru, specialist, pro, mentor, tutor, teacher, coach, advisor, master, knowledgeable, wizard, ninja, go-to person, go to person, sme, subject matter expert, right person, whiz, whizz, champion, geek, buff, ace, native speaker, brains, authority, old hand, dab hand, boffin, nerd, go to, best person, maestro, wizz, guy for, person for, whisperer, genius, hotshot, shark
HELP: help, assist, support, hand, guidance, advice, advise, walk through, walk me through, guide me, pointer, show ropes, show me how, teach me, second pair of eyes, sanity check, look over, figure out, solve, unblock, sort out, consult, ideas on, brush me up, bring me up to speed, help out, help me out, help me understand, look at my, explain to me, talk me through, take me through, give me lesson, give me crash course, crash course, show me around, hand with, save me, rescue, lend hand
TEACH: teach, can explain, could explain, happy to explain, mentor others, tutor, coach, train, share my knowledge, share knowledge, share what i know, show others, show people, show how, walk people, lessons, instruct, volunteer, offer, contribute, share expertise, share my experience, happy to help, glad to help, help others, help people, help anyone, help somebody, help someone, available to help, mentor people, answer questions, answering questions, take questions, list me, put me down as, put me down for, add to my skills, teaching, help colleagues, offering, happy to show, happy to teach, happy to chat about, happy to share, happy to talk about, can show, can teach, could teach, could help, can help, can do, pass on what, lend hand with, listed for, listed as, available for, happy to explain, willing to help, sign me up to help, sign me up as, if anyone needs, if anybody needs, if someone needs, if anyone wants, if anybody wants, help folks, my way, send them my way, send people my way, send questions, feel free to ask, here to help, fire away, throw questions, questions my way, tap me, lean on me, count on me, point people my way, ask away, can gladly explain, gladly explain, lessons about, give lessons, explain to others, gladly help
KNOW: know, understand, use, speak, good at, good with, great at, great with, skilled, strong in, well versed, versed, familiar, fluent, comfortable with, handle, worked with, work with, dealt with, experience, experienced, expertise, proficient, competent, savvy, decent at, knowledge, specialize, specialise, years of, background in, clue, gets, wrote, native, brilliant at, best at, strong at, is into, certified, knows his way, knows her way, way around, idea about, pretty good, amazing at, fan of, ok at, handy with, nifty with, hot on, clued up, up on, have done, has done, used to do, knack for, understands, code in, program in, qualified, trained in, not bad at, excellent at, awesome at, confident with, confident in, inside out, whizz at, whiz at, good on
ASKME: ask me, come to me, ping me about, contact me about, hit me up, shout at me
LEARN: learn, get better, become better, be better, improve, practice, practise, study, get into, level up, brush up, know more, find out more, grow in, develop my, upskill, better understand, understand better, get started with, get good, become good, up to speed, dive into, explore, curious, interested, interest, deepen, beginner, new to, hang of, head around, head round, sharpen, strengthen, work on my, start with, how to, get grip, grip on, pick up some, pick up, train in, skill up, better at, better with, better in, teeth into, hone, catch up on, crack, master, get to grips, suss out, learn how, wanna know, swot up, bone up, know how to, be good at, be able to, understand, fix that, finally learn, finally learned, way to learn, get good at, be more confident, feel more confident, master the, train my, build up my, new skill, teach myself, from scratch, want to know more, keen to pick up, extend my, broaden my, foundations of, basics of, learnt, should improve, would be interesting for me, interesting for me
WEAK: bad at, not good at, weak, struggle, rusty, terrible at, suck at, hopeless at, hopeless with, weak spot, difficulty, trouble with, rubbish at, useless at, not great at, not confident, no clue about, awful at, crap at, lost with, dont get, not get, pants at, no idea about, baffles me, confuses me, cannot get head, out of depth, no good at
PROBLEM: problem, real problem, hard problem, tricky problem, dilemma, think with me, think along with me, think it through
STUCK: stuck, problem with, issue with, challenge, cannot figure, wrestle, question about, questions about, question on, question regarding, stumped, tearing hair out, going mad with, driving me mad, headache, pulling hair, fighting with, battling, in a pickle with, nightmare with, stuck with, stuck on, battling with, cannot get my, keeps breaking, keeps failing, at my wits end, does not add up
FIND: find, look for, looking, search for, seek, recommend, suggest, point me, put me in touch, connect me, get in touch, introduce me, refer me, is there, are there, need, hunting, track down, hook me up, line me up, where can i find, after someone, got any, do we have, have we got, any chance of, anyone got, is anyone, is anybody, anyone here, anybody here, after a, exists there, searching, is there perhaps, search
ASK: ask, pose, put question, put this to, poll, throw out question, wonder what others, throw this, crowdsource, shout out, put it to, put to, throw it out, float, opinions on, run this by, pick everyone brains, pick brains of everyone, pick people brains, second opinion, opinion on, thoughts on, what do people think, hive mind
SKILLS: skill, strength, competence, competency, talent, abilities, offers, wants, offering, expertise
ADD: add, put, enter, note, record, register, set, pop, stick, include
REMOVE: remove, delete, take off, take out, take away, clear, drop, kick, kick out, throw out, strike, scrub, unlist, exclude, boot, cross out, kick off, take from, pull from, take down, chuck out, get off, expel, unenroll, take
CHANGE: change, update, edit, modify, correct, fix, alter, switch, adjust, adapt, revise, make, should, move, shift, set, enough for, turn into, instead, needs to be, from now on, go out, can we do, could we do, happen, bump, let us do, let us have, let us make, start at, be on, be at, would be better, better on, rather, tweak, swap, go to, take place, prefer it, shift
MOVE: move, reschedule, postpone, shift, push, push back, delay, bring forward, another time, different time, new time, other time, rearrange, rebook, make it later, make it earlier, swap time, change time, later time, earlier time, another day, different day, do later, other day, put it off, kick it to, bump
CANCEL: cancel, call off, scrap, abort, not make my, bail, pull out, knock on the head, get out of my, drop my, bin off
BOOK: book, schedule, arrange, set up, organize, organise, reserve, on calendar, in calendar, put some time, grab, line up, plan, fix up, block time, request, get time, get some time, find time, find slot, pencil, get me, sort me, put something in, invite, sort out, get in with, squeeze in, nab, time with, set something up, sort something, get together with, stick in time
BOOKING: booking, appointment, reservation, request, requests, booked, asked me, all appointments, open appointments
REPLY: reply, answer, respond, response, react, get back, write back, written back, hear back, heard back, heard from, confirm, accept, say yes, said yes, say anything, said anything, agreed, got back, replied, say no, said no, up for it, say about
GHOST: ghost, no show, no-show, not show, never show, stood me up, stand me up, blew me off, bailed on me, ditched me, vanished, unresponsive, disappear, flaked, crickets, not reply, never reply, not answer, never answer, not respond, never respond, not written, not write back, never write, never wrote, radio silence, not turn up, never turn up, never came, did not come, not heard, not get back, not got back, let me down, cancelled on me, canceled on me, forgot about me, never heard, no reply, no answer, no response, left me hanging, not come, ignored me, ignoring me, blanked me, aired me, left on read, is a flake, never got back, no sign of, mia, turn up, turned up, show up, showed up
MET: met, met up, talked, spoke, spoken, chatted, had coffee, had lunch, had chat, had call, had our, caught up, did meet, got together, had talk, had session, hung out, had meeting, had good, had great, had lovely, had nice, had brilliant, had really, coffee was, chat was, meeting was, coffee went, chat went, meeting went, session was, talk was, call was, it was, it went, that was, just met, had laugh, had zoom, met already, meetup was, had catch up, had natter, finally met, had fab, we clicked, got on well, got on like, hit it off, done my coffee, did our, did my, had blast, ticked off, is done, coffee done, it happened, we did it, phone with, off the phone, off a call, done and dusted, ticked, sorted our, enjoyed talking, enjoyed chatting, enjoyed meeting, thoroughly enjoyed, good chat with, great chat with, lovely chat with, great talk, good talk, lovely chat, great chat, good chat, nice chat, great conversation, good conversation, lovely conversation, had our coffee, had our call, have now met, managed to meet, got to meet, got to know, chatted away
GREAT: great, good, well, fine, nice, awesome, lovely, fun, super, fantastic, useful, helpful, interesting, wonderful, excellent, amazing, brilliant, enjoyed, enjoyable, pleasant, cool, insightful, loved, lush, best, alright, so so, boring, happy, delighted, sweet, inspiring, fab, ace, sound, decent, ok, okay, pleased, beautiful, solid, not bad, great fun, meh
FINDTIME: find time, find slot, find us time, find us slot, pick time, agree on time
FAIL: did not work out, not work out, not happen, fell through, fell apart, gave up, not find time, no time found, never managed, never happened, never met, never got round, never got around, not get round, not get around, not got round, not going to happen, impossible, not find slot, got cancelled, never found time, could not meet, not meet, not met, not catch up, missed each other, kept missing, still need to meet, still have to meet, still to meet, yet to meet, not spoken, not talked, not seen, no luck, not got around, keep missing, calendars do not, not sorted date, not sorted time, not had chance, not had our, not fit in, could not find, not found time, no joy, not spoke, not connected, never got to meet, never got to, not come off, no dice, have yet to, slot with, no slot, managed to talk, managed to meet, managed to catch, pinned down, pin down
YET: yet, still, so far, already
AVOID: avoid, keep away, keep apart, keep me away, block, exclude, never again, blacklist, stay away, separate, steer clear, anyone but, anybody but, not with, other than, dislike, not get along, not get on, not stand, keep us apart, no more of, clash with, anyone except, fell out with, fallen out, not see eye to eye, keep me apart, anything but, not want to be with, distance from, history with, awkward with, hate working, cannot work with, not work with, anyone apart from, never put, keep me far, kept away, kept apart, far away from
FRIENDS: fine now, sorted it, made up, unblock, unavoid, patched, okay now, ok now, stop avoiding, good again, get along now, get on now, forgiven, buried hatchet, lift, good now, cool now, sorted now, sorted things, friends again, off my list, off my avoid, stop keeping, off avoid list, no problem with, alright now, all good with, water under bridge, cleared air, mind being with, happy to be put with, fine with me, take off block
PROFILE: profile, bio, account, my details, my info, have down for me, on file, my card, personal particulars, my particulars, my settings, my personal details
ZONE: time zone, timezone, zone, location, city, office, country, team, department, working hours, work hours, hours, language, title, level, job, name, surname, position, address, pronouns, seniority, working days, working week, working pattern, division, squad
TONGUE: mother tongue, native, native language, native speaker, first language, second language, fluent, fluently, bilingual, languages i speak
MOVED: moved, relocate, transferred, live in, based in, based out, work in, new office, located in, moved to, changed teams, new team, switched teams, new role, only work, start work, work part time, part time, working from, mornings only, finish at, start at, now in, work until, work from, work monday, do not work, never work, switched to, promoted, gone part time, sitting in, joined team, in sales now, got married, my new name, working time is, working hours are, my hours are, i am since, since january, my team is, my location is, i sit in
QUESTION: question, questions, ask something
ANSWER: answer, answers, replies, answered
TAKEAWAY: takeaway, tip, trick, insight, note, notes, lesson, finding, best practice, hint, learning, learnings, write up, hack, nugget, stuff people, things people, know-how, wisdom, gem, what others, what people, golden rule, life hack, out of date, outdated
SHARE: share, post, publish, write down, pass along, document, keep, save, spread, jot, passing on, pass on, worth passing, found out, discovered, just learned, just learnt, realized, realised, pro tip, today i learned, worth knowing, stick up, put up, log this, capture, worth sharing, file this, remember this, make note, drop in, bank this, others should know, others might, everyone should know, people should know, might help others, useful for others, useful to others, tell everyone, for everyone to see, pass it along, pass it on, note for others, note to others, could be of use, of use for, of use to, explain for others, tip for others, fyi for all
SEARCH: search, look up, lookup, browse, written up, wrote up, where is that, dig up, what do we know, what have we learned, do we have anything, do we know, got anything on, have we got anything, anything written, any notes, any tips, any takeaways, anything on, already written, anyone documented, find that, find tip, find takeaway, remind me of, find notes
PRIVATE: private, privacy, confidential, anonymous, anonymously, secret, gdpr, dsgvo, data protection, data privacy, personal data, personal information, track, tracking, spy, spying, surveillance, who can see, who sees, who can read, who reads, gets to see, can see, see what i, read what i, able to see, visible, listening, record me, monitoring, monitored, listen in, reading my, read my, see my, what you keep, what do you keep, what you store, eavesdrop, snoop, sees my, see this, read this, store about, keep about, collect, shared with, sees what, reads what, who gets to, report back, tell my boss, tell my manager, know what i, retain, how long do you keep, how long you keep, logged, trust you, nosy, snooping, big brother, gets shown, listen in, forwarded to, storing, processed, visible to, passed to, shown to, sees this, given to my, reported to
DATA: data, record of me, information about me, info about me, everything about me, know about me, stored about me, have on me, on me, my history, my information, my info, my stuff, my records, my things, my account, my messages, about me, holding on me, got on me, hold on me, my footprint
DELETE: delete, erase, wipe, forget, forget me, purge, destroy, right to be forgotten, remove all, remove my data, remove everything, data gone, scrub, get rid of my, nuke, removed from system, erased, bin all, get rid of all, get rid of everything, erasure, have my data deleted, be deleted, get deleted
EXPORT: export, download, copy of, copy, give me my data, send me my data, dump, everything you know, everything you have, see everything you, subject access
BOSS: boss, manager, employer, hr, supervisor, management, company, bosses, higher ups
HELPME: help, help me, commands, manual, guide, instruction, tutorial, faq, how do i use, how to use, use this, use you, get started, where do i start, where to start, how do i start, lost, confused, clueless, new here, first time, what can i do, what can i, what can i say, what do i do, what do you do, what can you, you can do, what are you, what you are, who are you, how do you work, how does this work, how this works, how does it work, how does that work, what is this, how it works, useful for, capabilities, features, what even is, what you do, what is peerloop, chatgpt, ai, robot, real bot, what am i supposed, show me around, getting started, are you human, explain yourself, what is the point, options, what does this do, what are you for, what is all this, idiots guide, cheat sheet, cheatsheet, walk me through it, what now, ropes here, give me tour, what else can, are you alive, are you real, no idea what, what is it you, what do i type, what should i type, what to type, what to say, not get this, not understand this, do not get it, do not understand, the deal with, supposed to do, even use, what is all this about, make head or tail, how does one, make of this, what good are you, what are my options, what is possible, ideas what to do, explain me, explain how, how this is working, how it is working, instructions do you, which instructions, where to change, how you function
HUMAN: human, real person, actual person, someone real, live person, support team, customer service, contact, representative, agent, talk to person, speak to person, speak to someone, talk to someone, talk to somebody, speak to somebody, escalate, admin, person in charge, who do i talk to, who do i speak to, who can i talk to, who can i speak to, who do i ask, someone in charge, a person not, proper person, whoever runs this, whoever is in charge, complain to, report someone, report somebody, report colleague, report this, raise concern, grievance, ombudsman, who is behind
BROKEN: broken, does not work, not work, not working, bug, error, wrong, useless, stupid, annoying, terrible, bad, awful, horrible, rubbish, garbage, crap, hate, nonsense, waste time, waste of time, pointless, confusing, frustrated, frustrating, suck, ridiculous, disappoint, unhappy, fed up, dumb, silly, worst, buggy, glitch, failed, fail, nothing happens, nothing happened, crash, complaint, complain, feedback, angry, idiot, worthless, no use, makes no sense, make no sense, mess, annoyed, weird, not helpful, not understand me, thick, clunky, pile of, doing my head in, driving me up, moaning, sort yourself out, not listening, does my head in, shite, naff, hopeless, not what i wanted, not what i asked, not what i meant, wanted at all, something off, acting up, playing up, glitchy, out of order, not responding, does nothing, is down, hangs, went wrong, going wrong, waste of my time, waste my time, not acceptable, unacceptable, misunderstood me, misunderstood, not what i said, not function
UNSAFE: harass, harassment, bully, bullied, threat, threaten, unsafe, discriminate, discrimination, racist, sexist, inappropriate, insult, abuse, misconduct, creepy, mobbing, assault, offensive, stalking, touched me, feel safe, uncomfortable, out of line, creep, creeped, horrible to me, nasty to me, rude to me, behaviour, behavior, remark, groped, hit on me, made me feel, crossed line, bullies
HELLO: hi, hello, hey, hiya, howdy, greetings, good morning, good afternoon, good evening, hallo, hola, bonjour, ciao, morning, afternoon, evening, alright mate, sup, wotcha, yo, ey up, oi oi, aloha, good day, day to you, greetings all, day to you
THANKS: thanks, wrong chat, wrong window, wrong channel, wrong bot, wrong person, thank you, thank, thx, appreciate, grateful, merci, danke, gracias, kudos, well done, good job, great job, good work, love you, you rock, legend, star, you are best, lifesaver, nice one, love this, like this, loving this, much obliged, good bot, clever bot, you are great, never mind, no worries, forget it, all good, no problem, smashing, sweet as, bless, made my day, forget about it, ignore me, ignore that, disregard, as you were, haha, hahaha, just testing, just kidding, only joking, kidding
BYE: bye, goodbye, see you, talk later, good night, see ya, laters, ttyl, farewell, cheerio, so long
CREATE: create, start, launch, set up, make, build, begin, kick off, new, open, found, establish, organize, organise, spin up, get going, roll out, set something up, get off the ground, start up, introduce, get started, set up random
END: end, close, shut down, terminate, kill, finish, discontinue, wind down, retire, delete, remove, dissolve, scrap, wrap up, stop, archive, get rid, sunset, axe, say goodbye, bin, pull plug, put out of misery, call it day, be over, shut, run its course, had its day, kill off, knock on the head, put to bed, close down, for good, goodbye, wrap it up, run its course, put out to pasture, nobody needs, not need, no need for, terminate
RENAME: rename, call it, name to, retitle, relabel, be called, new name, call, known as, rebrand, rechristen
SIZE: size, groups of, group of, circles of, pairs of, threes, fours, trios, bigger groups, larger groups, smaller groups, smaller group, bigger group, group size, per group, each group, smaller, bigger, larger, people in group, people each, people group, in groups, foursomes, threesomes, per circle, to a group, in pairs, people at time, people per
GOAL: goal, aim, objective, description, is for
CHANNEL: channel, posts in, post in
INVITE: invite, add, bring, enroll, sign up, include, register, rope in, nominate, get on board, put, get, pop, stick, sign, loop in, chuck, let in, get on board, bring in, bring into, sign somebody up, throw in, pull in, send invitation, invitation
ROLE: role, facilitator, right, permission, rights, access, promote, demote, appoint, make, give, let, hand over, put in charge, powers, in charge, upgrade
HISTORY: history, log, changelog, changed, change, who changed, what changed, edited, modified, audit, messed with, mess with, fiddled with, touched, altered, who set, been changed, been done to, been fiddling, been messing, recent changes, who has been, who paused, who ended
UNDO: undo, revert, take back, reverse, roll back, rollback, restore, undone, like it was, way it was, as it was, how it was, put it back, change it back, go back to how, change back, scratch that, reset that, ctrl z, ctrl+z, put back, roll it back, rolled back, roll that back, undo that, go back to old, back to old, back to before, modification
LASTCHANGE: change, edit, last thing, what i did, just did, previous, last bit, what i just, i just made, last change, my last
CLICKED: clicked, pressed, wrong button, tapped, mistake, accident, accidentally, oops, mistyped, wrong thing, by mistake, hit the wrong, fat finger, whoops, did not mean
PUBLIC: public holiday, bank holiday, national holiday, holiday calendar, holidays count, day of the dead, local holidays, national days, thanksgiving, independence day, golden week, bank hols
PREVIEW: preview, simulate, dry run, would meet, would be paired, would be matched, will be paired, will be matched, would get, will get, will meet, see pairs, who meets whom, would get who, rehearse, try run, test run, before it goes out, before it is sent, before they go out, who gets whom, be put together, who with whom, next pairs, see the pairs, gets matched with, going to be paired, going to be matched, being paired, sneak peek, sneak preview, see the pairings, pairings, peek at, who would you put, who will you put, who is going to meet, next pairings, pairings before
GAPS: gap, missing, lack, shortage, demand, need most, nobody can teach, short of, unmet, lacking, in demand, nobody knows, nobody can, no one can, no one knows, not have anyone, bus factor, blind spot, only one person, skills we need, crying out for, most wanted, short of, lacking in, thin on, skills short, longer gap, more time between, longer between, longer before, bigger gap, leave longer, wait longer
EVERYONE: everyone, everybody, all of us, whole team, whole company, all, everything, whole lot, the lot, every program, all programs
NOW: now, right now, immediately, at once, straight away, right away, today, early, asap, do not wait, this minute, this instant, ahead of schedule, without waiting
CHRISTMAS: christmas, xmas, easter, winter break, summer break, over the holidays, festive, shutdown, summer holidays, over summer, holiday season, over christmas, over xmas, crimbo, august, over the break, between the years, december
AGAIN: again, once more, any more, anymore, longer, any longer, these days
AFTERALL: after all, changed my mind, change my mind, on second thought, on second thoughts, freed up, scrap that, forget that, actually can, can after, plans changed, opened up, cleared up, changed plans, can now, meeting moved, available now, free now, turns out i can, found time
LESS: less often, fewer, less frequently, too often, too many, too frequent, less, too frequently, is lot, cut down, tone down, dial down, way too much, too much, tone it down, calm down, ease off, ease up, quieter, not so many, not so much, not so often, every five minutes, constantly, non stop, all the time, one more
MORE: more often, more frequently, more, two, double, extra, additional, twice
MERGE: merge, combine, duplicate, synonym
SWAP: swap, other partner, different partner, someone else, somebody else, another partner, choose, pick, own partner, new partner, someone different, somebody different, someone new, trade, change partner, change my partner, replace, rematch, re-match
SAME: same, always, every time, every single time, keep getting, over and over, twice running, yet again
REPORTED: told me, boss said, manager said, he said, she said, they said, tell him, tell her, said i should, told us
COND: if, unless, except if, only if, when i say
TURN: but no, but never mind, was thinking to, was thinking of, was thinking about, thought about, not now, did not say, but not, but later, but maybe, but only, not say
SENT: why am i getting, why do i get, why did i get, did you send, do you send, are you sending, do you write, are you writing, getting this, get this, this message, these messages, contacting me, how did you get my, how come you, who added me, who signed me up, why am i on, how did i end up, my status, where do i stand, do i stand
MENTION: weather, invoice, ticket, password, printer, laptop, parking, salary, payslip, movie, song, joke, poem, recipe, news, stock, score, football, vpn, wifi, expense, meeting room, train, flight, pizza, canteen, for lunch, for dinner, sandwich, taxi, hotel, story, lottery, kettle, loo, toilet, horoscope, world cup, desk booking
OPTIONAL: do i have to, is this mandatory, mandatory, optional, compulsory, required, obliged, voluntary, am i forced, must i, have to do this, have to take part, have to join, is it ok if i do not, get in trouble, need to take part, need to join, have to be in, have to be part, choice in this, be forced, part of my job
NUMBERS: figures, numbers, statistics, stats, report, metrics, chart, slide, how many met, results, roi, participation, kpi, analytics, graph, pretty graph, for the board, return on, proof, evidence, show leadership, show my boss, pdf, data on how
HEALTH: how is doing, doing, health, healthy, going, going well, alive, thriving, lively, active, getting on, pulse, taking off, popular, flagging, quiet, dying, engagement, working out, feels dead
INBIG: three or more, bigger groups, only groups, not one to one, not 1:1, not one on one, groups only, trios only, freak me out, no one to ones, no 1:1, small groups only, never just, not just two, meet somebody alone, meet someone alone, meet anyone alone, not alone, not meet alone, alone with
DISCUSS: discussion, thread, prompt, debate, conversation starter, conversation thread, question i posted, talking point, debate, thread
ANYTHING: anything, something
DONE: done, finished, complete, all said
LONGER: longer, more days, extra day, extra time, extend, extension
TEAMS: mix it up, mix teams, across teams, other teams, different teams, cross team, outside my team, same team, own team, my own team, other departments, different departments, across departments, other offices, other locations, mix up
FILLER: if anyone, if someone, if anybody, if somebody, should like, would you agree, with thanks, benefit, how may, i may, excuse me, be great if, be nice if, be good if, be cool if, be helpful if, in company, in our company, if you could, if possible, if you can, if i may, if it suits, if that is ok, if you do not mind, if you would, be grateful, awfully grateful, whenever it suits you, to bother you, sorry to bother you, bother you, right place, wondering whether, wondering if, whether, might, suits, place, but, one, guess, reckon, idea, suppose, mate, pal, folks, please, lately, recently, ages, honestly, finally, gets, mins, wee, proper, bloody, damn, fecking, flipping, massively, absolutely, totally, usual, sec, tick, real, big, small, nice to have, single, life, head, brain, cheeky, tad, super, hugely, ever, stuff, sir, madam, days, feel, send, brains, sort, kinda, well, bit, tried, worked, first
"""

_WEAK = frozenset(
    "I ME MY YOU NEXT ROUND PROGRAM TIMEOF NOW AGAIN SHOW YET AVAILABLE INFO HELLO THANKS GREAT SOMEONE WHAT HOW FIND "
    "ADD CHANGE EVERYONE DATA LASTCHANGE WHEN WHO WHERE MEMBERS AFTERALL KNOW BYE HELPME MORE LEAD QUESTION FILLER SAME SOON ANYTHING "
    "HEALTH BOOK INVITE CREATE ROLE ATTEND REPLY MEET SCHEDULE ASK HELP COND TURN ANSWER NUMBERS".split()
)

NEUTRAL = frozenset(
    "a an the of to please kindly just really very quite so then well is are am was were be been being do does did has "
    "have had will would could can may might should shall that this it its these those there and or for with in on at "
    "by from into as ok okay maybe perhaps possibly actually honestly sorry also too want wish like love hope need "
    "prefer rather going gonna able let get getting got go one some any bit little lot sure since because think feel "
    "guess believe wonder wondering know possible time way much many more other another here right guys dear team "
    "awfully terribly kind good day quick yes yeah hmm oh uh um still already even only he she they him her his them "
    "their who's try trying seem looks bye thing things kind sort both such than while during per each every own same "
    "currently moment week weeks month today tomorrow anyway simply basically literally probably certainly "
    "definitely supposed myself out up down off over give take put make keep work set we our us".split()
)
"""Words that say nothing by themselves, unless a concept has them."""

ARTICLES = frozenset("a an the".split())

_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "e")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return what "pause", "pauses", "paused" and "pausing" share; a short word is as it is."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word.removesuffix(ending)
            if root in NEUTRAL or root in ("not", "non"):
                continue
            if ending in ("ies", "ied"):
                return f"{root}y"
            twice = len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lse"
            return root[:-1] if twice and ending in ("ing", "ings", "ed") else root
    return word


def weak(concept: str) -> bool:
    """Return whether a concept says little by itself."""
    return concept in _WEAK


def concepts(words: tuple[str, ...]) -> frozenset[str]:
    """Return what some words mean together, nothing where they mean nothing of their own."""
    if len(words) == 1 and says_nothing(words[0]):
        return frozenset()
    return _by_stems().get(tuple(map(stem, words)), frozenset())


@cache
def _by_stems() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for concept, words in _lines():
        key = tuple(map(stem, words))
        found[key] = found.get(key, frozenset()) | {concept}
    return found


@dataclass(slots=True)
class Branch:
    """What the stems so far mean together, and the stems that may follow them."""

    signs: frozenset[str] = frozenset()
    next: dict[str, "Branch"] = field(default_factory=dict)


@cache
def tree() -> Branch:
    """Return all that words mean together, stem by stem."""
    root = Branch()
    for stems, signs in _by_stems().items():
        at = root
        for one in stems:
            at = at.next.setdefault(one, Branch())
        at.signs = signs
    return root


@cache
def _exact() -> frozenset[str]:
    return frozenset(words[0] for _, words in _lines() if len(words) == 1)


def says_nothing(word: str) -> bool:
    """Return whether a word means nothing alone, though its stem may."""
    return word in NEUTRAL and word not in _exact()


def neutral(word: str) -> bool:
    """Return whether a word says nothing by itself."""
    return word in NEUTRAL or word.removesuffix("s") in NEUTRAL


def _lines() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _TABLE.strip().splitlines():
        concept, _, ways = line.partition(": ")
        for way in ways.split(", "):
            words = way.split()
            yield concept, tuple(w for w in words if w not in ARTICLES) or tuple(words)


@cache
def known() -> frozenset[str]:
    """Return every word that stands in the table, for spelling."""
    return frozenset(word for _, words in _lines() for word in words) | NEUTRAL
