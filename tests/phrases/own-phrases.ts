/**
 * Lines as people type them, with the words about time in brackets and behind `=` what they mean on
 * Monday 30 November 2026 at 10:00 in New York: the due date, then the rule without `FREQ=`, `!`
 * before it when it counts from completion. A line without brackets has none to be read.
 */
export const OWN_PHRASES = `
Send the invoice [tomorrow 8am] = 2026-12-01T08:00
[Today at 16:00] ring the plumber = 2026-11-30T16:00
Review goals [on fridays weekly] = 2026-12-04 WEEKLY;BYDAY=FR
Round of golf [sundays biweekly] = 2026-12-06 WEEKLY;INTERVAL=2;BYDAY=SU
Water the ferns [day after tomorrow] = 2026-12-02
Hand in essay [by thurs] = 2026-12-03
Dentist [Tuesday, Dec 8 at 2:15pm] = 2026-12-08T14:15
Dentist [tuesday 8th at 3] = 2026-12-08T15:00
Board meeting [on the 3rd of Feb] = 2027-02-03
Renew passport [in three weeks] = 2026-12-21
Renew visa [in 2 months] = 2027-01-30
Check oven [in 45 minutes] = 2026-11-30T10:45
Check oven [in an hour and a half] = 2026-11-30T11:30
Take the bread out [in 1h30m] = 2026-11-30T11:30
Follow up with Kim [a week from friday] = 2026-12-11
Follow up with Kim [two weeks from tomorrow] = 2026-12-15
Budget review [end of january] = 2027-01-31
Start sowing [mid march] = 2027-03-15
Taxes [start of april] = 2027-04-01
Close the books [last day of the month] = 2026-11-30
Close the books [eom] = 2026-11-30
Ship it [eod] = 2026-11-30
Family dinner [first monday of december at 7pm] = 2026-12-07T19:00
Vote [the second tuesday in november] = 2027-11-09
Buy presents [60 days before dec 31] = 2027-11-01
Buy presents [a week before christmas] = 2026-12-18
Cook [christmas eve] = 2026-12-24
Flowers for Mia [valentine's day] = 2027-02-14
Ski trip [dec 24-26] = 2026-12-24
Meeting [at half past 3] = 2026-11-30T15:30
Meeting [tomorrow at quarter to 5] = 2026-12-01T16:45
Meeting [at ten past 4] = 2026-11-30T16:10
Coffee [at ten am] = 2026-12-01T10:00
Call Lisbon [3pm CET] = 2026-12-01T09:00
Deploy [15:00Z] = 2026-12-01T10:00
Watch the launch [tonight at 1am] = 2026-12-01T01:00
Film night [tonight] = 2026-11-30T21:00
Lunch with Jo [12/5 noon] = 2026-12-05T12:00
Gym [every mon-fri at 6am] = 2026-12-01T06:00 WEEKLY;BYDAY=MO,TU,WE,TH,FR
Gym [on tuesdays] = 2026-12-01 WEEKLY;BYDAY=TU
Standup [weekdays at 9:15] = 2026-12-01T09:15 WEEKLY;BYDAY=MO,TU,WE,TH,FR
Vitamins [every day except sunday] = 2026-11-30 WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA
Piano [every weekday but friday] = 2026-11-30 WEEKLY;BYDAY=MO,TU,WE,TH
Rent [on the 1st of every month] = 2026-12-01 MONTHLY;BYMONTHDAY=1
Payroll [on the 1st and 15th of every month at 10am] = 2026-12-01T10:00 MONTHLY;BYMONTHDAY=1,15
Book club [first tuesday of every month] = 2026-12-01 MONTHLY;BYDAY=1TU
Book club [the last thursday of each month at 7:30 pm] = 2026-12-31T19:30 MONTHLY;BYDAY=-1TH
Bins [every other wed] = 2026-12-02 WEEKLY;INTERVAL=2;BYDAY=WE
Trim hedge [every 6 weeks] = 2026-11-30 WEEKLY;INTERVAL=6
Stretch [every 2 hours] = 2026-11-30T12:00 HOURLY;INTERVAL=2
Eye drops [twice a day] = 2026-11-30T21:00 DAILY;BYHOUR=9,21
Antibiotics [every 8 hours for 5 days] = 2026-11-30T18:00 HOURLY;INTERVAL=8;UNTIL=20261204
Run [every mon wed fri starting dec 8] = 2026-12-09 WEEKLY;BYDAY=MO,WE,FR
Diet [every day from jan 1 until jan 31] = 2027-01-01 DAILY;UNTIL=20270131
Course [every thursday for 6 weeks] = 2026-12-03 WEEKLY;BYDAY=TH;UNTIL=20270113
Pills [every morning 10 times] = 2026-12-01T09:00 DAILY;COUNT=10
Change filter [every! 3 months] = 2026-11-30 !MONTHLY;INTERVAL=3
Cut hair [every! 6 weeks on saturday] = 2026-12-05 !WEEKLY;INTERVAL=6;BYDAY=SA
Birthday of Ann [every 14 may] = 2027-05-14 YEARLY;BYMONTH=5;BYMONTHDAY=14
Thanksgiving list [every 4th thursday of november] = 2027-11-25 YEARLY;BYMONTH=11;BYDAY=4TH
Review [ev 2nd friday 4pm] = 2026-12-11T16:00 MONTHLY;BYDAY=2FR
Backup [nightly] = 2026-11-30T21:00 DAILY
Report [every first workday of the month] = 2026-12-01 MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1
Newsletter [monthly on the last friday] = 2026-12-25 MONTHLY;BYDAY=-1FR
Clean gutters [every april and october] = 2027-04-01 YEARLY;BYMONTH=4,10;BYMONTHDAY=1
Call mum [sundays at 5pm] = 2026-12-06T17:00 WEEKLY;BYDAY=SU
Mow lawn [every weekend] = 2026-12-05 WEEKLY;BYDAY=SA,SU
Fire drill [every quarter] = 2026-11-30 MONTHLY;INTERVAL=3
Pay card [every 27] = 2026-12-27 MONTHLY;BYMONTHDAY=27
Read [every night at 10] = 2026-11-30T22:00 DAILY
Ring Bob [tmrw @ 9] = 2026-12-01T09:00
Pick up kids [2moro 3.15pm] = 2026-12-01T15:15
Post the parcel [next tues] = 2026-12-08
Pay the fine [this sat 11am] = 2026-12-05T11:00
Order flowers [weekend] = 2026-12-05
Release [on 2026-12-24 at 18h] = 2026-12-24T18:00
Interview [Dec. 3rd, 10:30 a.m.] = 2026-12-03T10:30
Interview [4 dec 9am to noon] = 2026-12-04T09:00
[Today at 10] ring Bob = 2026-11-30T10:00
Ring Bob [every 3rd tuesday starting aug 29 ending in 6 months] = 2027-09-21 MONTHLY;BYDAY=3TU;UNTIL=20280229
Ring Bob [every day from 1 dec to 5 dec] = 2026-12-01 DAILY;UNTIL=20261205
Ring Bob [first thing monday] = 2026-12-07T09:00
Ring Bob [day before christmas] = 2026-12-24
Ring Bob tuesday week
Ring Bob a week on friday
The 9/11 report
Buy sun cream
May I call Ann
Ask Jan 3 questions
Pay June 20 dollars
Text August 10 times
Read 1984
Watch Friday Night Lights
Meet April in person
Order second monitor
Call Sat Bains
Plan the summer of 69
Buy a 12 pack of beer
Chapter 5 exercises
Write "due tomorrow" on the poster
Read every page
Every cloud has a silver lining
Compare May and June figures
Move meeting from monday to tuesday
Cancel the monthly subscription
Fix the weekly report
Not before noon
Email Tom about the trip
Feed 2 cats
Pay 20 dollars
Mail 30 cards
Look at 3 days of logs
Order 24 eggs and 7 lemons
Check room 1900
Explain half past lives
Prepare march madness bracket
`;

/** As above; never looked at while the reader was made. */
export const HELD_OUT_PHRASES = `
Post letters [tod] = 2026-11-30
[Tomorrow morning] walk the dog = 2026-12-01T09:00
Ring the bank [Friday at 11] = 2026-12-04T11:00
Pick up suit [sat at 10am] = 2026-12-05T10:00
Send draft [before wednesday] = 2026-12-02
Doctor [sunday 13th 5pm] = 2026-12-13T17:00
Doctor [Jan 7 2027 8:45] = 2027-01-07T08:45
Parcel [7 january] = 2027-01-07
Parcel [the 21st] = 2026-12-21
Pay tax [2027-04-15] = 2027-04-15
Pay tax [15.4.2027] = 2027-04-15
Pay fee [12/31/26] = 2026-12-31
Call back [in 10 min] = 2026-11-30T10:10
Call back [in 2.5 hours] = 2026-11-30T12:30
Call back [in 45 minutes and 30 seconds] = 2026-11-30T10:45:30
Check on Al [in a couple of days] = 2026-12-02
Check on Al [in a fortnight] = 2026-12-14
Check on Al [+2 weeks] = 2026-12-14
Check on Al [3 days from now at noon] = 2026-12-03T12:00
Report [by end of next month] = 2026-12-31
Report [beginning of february] = 2027-02-01
Report [middle of the month] = 2026-12-15
Report [on the 15th of the month] = 2026-12-15
Move out [last day of february] = 2027-02-28
Party [last saturday of january 8pm] = 2027-01-30T20:00
Book hotel [10 days after christmas] = 2027-01-04
Costume [halloween] = 2027-10-31
Toast [new year's eve 11:59pm] = 2026-12-31T23:59
Conference [jan 5 – 7] = 2027-01-05
Nap [at quarter past 2] = 2026-11-30T14:15
Train [tomorrow 0640] = 2026-12-01T06:40
Train [on friday at 18.05] = 2026-12-04T18:05
Wake Jim [at 6 in the morning] = 2026-12-01T06:00
Call Tokyo [tomorrow at 9am JST] = 2026-11-30T19:00
Call mum [at 8 tonight] = 2026-11-30T20:00
Midnight snack [tonight at midnight] = 2026-12-01T00:00
Workshop [tomorrow 13:00-15:30] = 2026-12-01T13:00
Workshop [from 2 to 4pm on thursday] = 2026-12-03T14:00
Swim [every tuesday and thursday at 7 am] = 2026-12-01T07:00 WEEKLY;BYDAY=TU,TH
Swim [every monday to friday] = 2026-11-30 WEEKLY;BYDAY=MO,TU,WE,TH,FR
Swim [mondays and wednesdays] = 2026-11-30 WEEKLY;BYDAY=MO,WE
Scan receipts [on the 15th of every month] = 2026-12-15 MONTHLY;BYMONTHDAY=15
Scan receipts [every month on the last day] = 2026-11-30 MONTHLY;BYMONTHDAY=-1
Team lunch [on the first friday of every month at 12:30] = 2026-12-04T12:30 MONTHLY;BYDAY=1FR
Team lunch [every third thursday] = 2026-12-17 MONTHLY;BYDAY=3TH
Meditate [everyday at 7pm] = 2026-11-30T19:00 DAILY
Meditate [each day at 6:30] = 2026-11-30T18:30 DAILY
Meditate [daily at noon] = 2026-11-30T12:00 DAILY
Journal [every day except weekends at 8am] = 2026-12-01T08:00 WEEKLY;BYDAY=MO,TU,WE,TH,FR
Journal [every day except tuesday and thursday] = 2026-11-30 WEEKLY;BYDAY=MO,WE,FR,SA,SU
Inhaler [3 times a day] = 2026-11-30T15:00 DAILY;BYHOUR=9,15,21
Inhaler [every 12 hours] = 2026-11-30T22:00 HOURLY;INTERVAL=12
Physio [every day for 2 weeks] = 2026-11-30 DAILY;UNTIL=20261213
Physio [every monday until 1 march] = 2026-11-30 WEEKLY;BYDAY=MO;UNTIL=20270301
Physio [every other day starting tomorrow] = 2026-12-01 DAILY;INTERVAL=2
Lessons [every friday 4pm ending in 6 months] = 2026-12-04T16:00 WEEKLY;BYDAY=FR;UNTIL=20270530
Lessons [weekly on thursday, 8 times] = 2026-12-03 WEEKLY;BYDAY=TH;COUNT=8
Descale [every! 2 weeks] = 2026-11-30 !WEEKLY;INTERVAL=2
Descale [every! month on the 1st] = 2026-12-01 !MONTHLY;BYMONTHDAY=1
Anniversary [every year on june 12] = 2027-06-12 YEARLY;BYMONTH=6;BYMONTHDAY=12
Anniversary [every christmas] = 2026-12-25 YEARLY;BYMONTH=12;BYMONTHDAY=25
Invoice [every 2nd to last day of the month] = 2026-12-30 MONTHLY;BYMONTHDAY=-2
Invoice [bimonthly] = 2026-11-30 MONTHLY;INTERVAL=2
Invoice [every three months on the 5th] = 2026-12-05 MONTHLY;INTERVAL=3;BYMONTHDAY=5
Boiler service [yearly on oct 1] = 2027-10-01 YEARLY;BYMONTH=10;BYMONTHDAY=1
Sync [fortnightly on mondays at 2] = 2026-11-30T14:00 WEEKLY;INTERVAL=2;BYDAY=MO
Sync [TUESDAYS 10AM] = 2026-12-01T10:00 WEEKLY;BYDAY=TU
Sync [every tue, thu, sat @ 5pm] = 2026-12-01T17:00 WEEKLY;BYDAY=TU,TH,SA
Reply [tonite] = 2026-11-30T21:00
Reply [tomorow at 5] = 2026-12-01T17:00
Reply [eow] = 2026-12-04
Reply [first thing tomorrow] = 2026-12-01T09:00
Reply [friday evening] = 2026-12-04T19:00
Reply [due: 4 Dec, 17:30] = 2026-12-04T17:30
Reply [no later than dec 9] = 2026-12-09
Sell the 2nd bike
Sun protection shopping
Will May come along
March past the palace
Give June 2 apples
Ring Augusta
Watch 24
Buy 7 up
Meet at 7 eleven
Read The Man Who Was Thursday
Black Friday shopping list
Wed in white: pick a dress
Jan Smith wants 5 copies
Count to ten
Type 90 words a minute
Second hand shop visit
Quarter pounder recipe
Mon petit chou recipe
Take 5
Half an onion
Every which way but loose
Sort daily papers
Everyday objects sketch
Finish last year's taxes
Return monday's books
Choose between friday and saturday
Explain until they get it
Version 12.5 release notes
Ratio 3:2 prints
Call 1-800-555-1234
Add 3/4 cup flour
Team of 12
Order at least 30 chairs
`;
