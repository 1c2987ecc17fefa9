/**
 * Phrases that other programs document, each behind `Ring Bob`, and behind `=` what they mean on
 * Monday 30 November 2026 at 10:00 in New York: the due date (all that will do, `none` for none), then
 * the rule without `FREQ=` (all that will do), `!` before it when it counts from completion.
 */
export const DOCUMENTED_PHRASES = `
today = 2026-11-30
tomorrow = 2026-12-01
yesterday = 2026-11-29/none
monday = 2026-12-07
fri = 2026-12-04
next friday = 2026-12-11
this friday = 2026-12-04
next month = 2026-12-01
next weekday = 2026-12-01
next weekend = 2026-12-12
someday = none
no due date = none
27 jan = 2027-01-27
01/27/2027 = 2027-01-27
2027/01/27 = 2027-01-27
27.01.2027 = 2027-01-27
january 27th = 2027-01-27
27th = 2026-12-27
mid jan = 2027-01-15
today at 10 = 2026-11-30T10:00
tomorrow at 4 pm = 2026-12-01T16:00
Fri @ 7pm = 2026-12-04T19:00
Fri at 7pm = 2026-12-04T19:00
Fri at 1900 = 2026-12-04T19:00
18:00 = 2026-11-30T18:00
at 6am = 2026-12-01T06:00
+5 days = 2026-12-05
3 weeks = 2026-12-21
2 hours = 2026-11-30T12:00
in 1 hour = 2026-11-30T11:00
in the morning = 2026-12-01T09:00
in the evening = 2026-11-30T19:00
tommorning = 2026-12-01T09:00
tom evening = 2026-12-01T19:00
tomorrow morning = 2026-12-01T09:00
50 days before new year's eve = 2026-11-11/2027-11-11
28 days after 21 July = 2027-08-18
new year day = 2027-01-01
halloween = 2027-10-31
every day = 2026-11-30 DAILY
everyday = 2026-11-30 DAILY
every morning = 2026-12-01T09:00 DAILY
every evening = 2026-11-30T19:00 DAILY
every weekday = 2026-11-30 WEEKLY;BYDAY=MO,TU,WE,TH,FR
every weekday at 9:30am = 2026-12-01T09:30 WEEKLY;BYDAY=MO,TU,WE,TH,FR
weekly = 2026-11-30 WEEKLY/WEEKLY;BYDAY=MO
every month = 2026-11-30 MONTHLY/MONTHLY;BYMONTHDAY=30
every 3rd friday = 2026-12-18 MONTHLY;BYDAY=3FR
every 27th = 2026-12-27 MONTHLY;BYMONTHDAY=27
every year = 2026-11-30 YEARLY/YEARLY;BYMONTH=11;BYMONTHDAY=30
every jan 27th = 2027-01-27 YEARLY;BYMONTH=1;BYMONTHDAY=27
every 27 jan = 2027-01-27 YEARLY;BYMONTH=1;BYMONTHDAY=27
every hour = 2026-11-30T10:00/2026-11-30T11:00 HOURLY
every 3 hours = 2026-11-30T10:00/2026-11-30T13:00 HOURLY;INTERVAL=3
every 12 hours starting at 9pm = 2026-11-30T21:00 HOURLY;INTERVAL=12/DAILY;BYHOUR=9,21
every day starting aug 3 = 2027-08-03 DAILY
everyday ending aug 3 = 2026-11-30 DAILY;UNTIL=20270803
every day until 11 May = 2026-11-30 DAILY;UNTIL=20270511
every wednesday, friday, saturday ending saturday = 2026-12-02 WEEKLY;BYDAY=WE,FR,SA;UNTIL=20261205
every day for 3 weeks = 2026-11-30 DAILY;UNTIL=20261220/DAILY;UNTIL=20261221/DAILY;COUNT=21
everyday from 10 May until 20 May = 2027-05-10 DAILY;UNTIL=20270520
daily starting dec 8 = 2026-12-08 DAILY
monthly starting jan 1 = 2027-01-01 MONTHLY/MONTHLY;BYMONTHDAY=1
every 14 days 7am starting 1 dec = 2026-12-01T07:00 DAILY;INTERVAL=14
every day at 10am starting friday for 8 weeks = 2026-12-04T10:00 DAILY;UNTIL=20270129/DAILY;UNTIL=20270128/DAILY;COUNT=56
every mon, fri at 20:00 = 2026-11-30T20:00 WEEKLY;BYDAY=MO,FR
every last workday at 3pm = 2026-11-30T15:00 MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
every mon in the morning = 2026-12-07T09:00 WEEKLY;BYDAY=MO
ev tuesday 7:00 = 2026-12-01T07:00 WEEKLY;BYDAY=TU
every monday, friday = 2026-11-30 WEEKLY;BYDAY=MO,FR
every mon, fri = 2026-11-30 WEEKLY;BYDAY=MO,FR
every mon, tues, wed, and fri = 2026-11-30 WEEKLY;BYDAY=MO,TU,WE,FR
every 5, 15, 25 = 2026-12-05 MONTHLY;BYMONTHDAY=5,15,25
every 15th workday, first workday, last workday = 2026-11-30 MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=15,1,-1/MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,15,-1
every 1st wed jan = 2027-01-06 YEARLY;BYMONTH=1;BYDAY=1WE
ev other day = 2026-11-30 DAILY;INTERVAL=2
every other month = 2026-11-30 MONTHLY;INTERVAL=2/MONTHLY;INTERVAL=2;BYMONTHDAY=30
every other fri = 2026-12-04 WEEKLY;INTERVAL=2;BYDAY=FR
quarterly = 2026-11-30 MONTHLY;INTERVAL=3/MONTHLY;INTERVAL=3;BYMONTHDAY=30
every 2 months = 2026-11-30 MONTHLY;INTERVAL=2
every 3 workday = none
every first workday = 2026-12-01 MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1
every 15th weekday = 2026-12-21 MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=15
every first sat of the month = 2026-12-05 MONTHLY;BYDAY=1SA
every week on saturday = 2026-12-05 WEEKLY;BYDAY=SA
every month on the 15th = 2026-12-15 MONTHLY;BYMONTHDAY=15
every! 3 days = 2026-11-30 !DAILY;INTERVAL=3
every! 2 months = 2026-11-30 !MONTHLY;INTERVAL=2
after 3 days = 2026-11-30/2026-12-03 !DAILY;INTERVAL=3
every! friday = 2026-12-04 !WEEKLY;BYDAY=FR
every new year eve = 2026-12-31 YEARLY;BYMONTH=12;BYMONTHDAY=31
every day except weekends = 2026-11-30 WEEKLY;BYDAY=MO,TU,WE,TH,FR
end of week = 2026-12-04/2026-12-05/2026-12-06
day after tomorrow at 2pm = 2026-12-02T14:00
every sept 7 at 10am = 2027-09-07T10:00 YEARLY;BYMONTH=9;BYMONTHDAY=7
`;
