/** Asking for reminders, and what is like adding. */
export const REMIND = `
> add pay tax by 2027-04-15 remind me 1 day before
  add_task {"title":"pay tax","due_date":"2027-04-15","reminders":["1 day before"]}

> add review budget with a reminder 2 hours before, tomorrow 5pm
  add_task {"title":"review budget","due_date":"2026-11-21T17:00:00","reminders":["2 hours before"]}

> remind me to call mom tomorrow at 5pm
  add_task {"title":"call mom","due_date":"2026-11-21T17:00:00","reminders":["at due time"]}

> remind me tomorrow at 9 to send the form
  add_task {"title":"send the form","due_date":"2026-11-21T09:00:00","reminders":["at due time"]}

> set a reminder to stretch at 3pm
  add_task {"title":"stretch","due_date":"2026-11-20T15:00:00","reminders":["at due time"]}

> remind me in 2 hours to check the oven
  add_task {"title":"check the oven","due_date":"2026-11-20T12:00:00","reminders":["at due time"]}

> remind me to take out the trash every thursday at 8pm
  add_task {"title":"take out the trash","due_date":"2026-11-26T20:00:00","recurrence":"every Thursday","reminders":["at due time"]}

> remind me to stretch
  add_task {"title":"stretch"}

> remind me about the meeting tomorrow at 3pm
  list_tasks {"status":"pending","query":"meeting"}
  list_tasks {"status":"all","query":"meeting"}
  list_tasks {"status":"pending","limit":100}
  add_task {"title":"meeting","due_date":"2026-11-21T15:00:00","reminders":["at due time"]}

> schedule a haircut for saturday at 11
  list_tasks {"status":"pending","query":"haircut"}
  add_task {"title":"haircut","due_date":"2026-11-21T11:00:00"}

> add a subtask pick colors to clean the garage
  list_tasks {"status":"pending","query":"clean garage"}
  add_task {"title":"pick colors","parent_id":10}

> add sweep floor under task 10
  add_task {"title":"sweep floor","parent_id":10}

> add buy paint as a subtask of the garage
  list_tasks {"status":"pending","query":"garage"}
  add_task {"title":"buy paint","parent_id":10}

> add pick up laundry; remind me to iron at 8pm
  add_task {"title":"pick up laundry"}
  add_task {"title":"iron","due_date":"2026-11-20T20:00:00","reminders":["at due time"]}

> add 'Learn to juggle' under hobbies
  list_tasks {"status":"pending","query":"hobbies"}
  list_tasks {"status":"all","query":"hobbies"}
  list_tasks {"status":"pending","limit":100}
  add_task {"title":"Learn to juggle","tags":["hobbies"]}

> schedule team lunch next thursday 12:30
  list_tasks {"status":"pending","query":"team lunch"}
  add_task {"title":"team lunch","due_date":"2026-11-26T12:30:00"}

> every friday at 4 remind me to submit my timesheet
  add_task {"title":"submit my timesheet","due_date":"2026-11-20T16:00:00","recurrence":"every Friday","reminders":["at due time"]}

> i must not forget to lock the shed tonight
  add_task {"title":"lock the shed","due_date":"2026-11-20T21:00:00","reminders":["at due time"]}

> could you remind me on thursday morning to send the parcel
  add_task {"title":"send the parcel","due_date":"2026-11-26T09:00:00","reminders":["at due time"]}

> remind me an hour before the invoice is due
  list_tasks {"status":"pending","query":"invoice"}
  set_reminder {"task_id":8,"minutes_before":60}

> lunch with tom on wednesday at 1
  add_task {"title":"lunch with tom","due_date":"2026-11-25T13:00:00"}

> put oil change on the calendar for dec 3 at 10:30
  add_task {"title":"oil change","due_date":"2026-12-03T10:30:00"}

> take vitamins every day at 8am
  add_task {"title":"take vitamins","due_date":"2026-11-21T08:00:00","recurrence":"every day"}

> hey can you please put "call the bank" on my list for monday morning?
  add_task {"title":"call the bank","due_date":"2026-11-23T09:00:00"}

> add pay electricity bill on the 15th of every month
  add_task {"title":"pay electricity bill","due_date":"2026-12-15","recurrence":"every month on the 15th"}

> gotta buy stamps
  add_task {"title":"buy stamps"}
`;
