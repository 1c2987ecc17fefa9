/** Saying when a task is due, or how it repeats. */
export const MOVE = `
> postpone call the dentist by two days
  list_tasks {"status":"pending","query":"call dentist"}
  update_task {"task_id":2,"due_date":"2026-11-26T15:00:00"}

> move the report to monday
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-23"}

> reschedule the garage to next saturday at 10
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"due_date":"2026-11-28T10:00:00"}

> postpone the invoice to monday
  list_tasks {"status":"pending","query":"invoice"}
  update_task {"task_id":8,"due_date":"2026-11-23T17:00:00"}

> push task 2 back a week
  get_task {"task_id":2}
  update_task {"task_id":2,"due_date":"2026-12-01T15:00:00"}

> delay the report by 3 days
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-23"}

> move call the dentist to 4pm
  list_tasks {"status":"pending","query":"call dentist"}
  update_task {"task_id":2,"due_date":"2026-11-24T16:00:00"}

> move call the dentist to thursday
  list_tasks {"status":"pending","query":"call dentist"}
  update_task {"task_id":2,"due_date":"2026-11-26T15:00:00"}

> bring the paris flights forward by a week
  list_tasks {"status":"pending","query":"paris flights"}
  update_task {"task_id":9,"due_date":"2026-12-03"}

> snooze task 7 until tomorrow
  get_task {"task_id":7}
  update_task {"task_id":7,"due_date":"2026-11-21"}

> change the due date of task 3 to dec 24
  get_task {"task_id":3}
  update_task {"task_id":3,"due_date":"2026-12-24"}

> set a deadline of friday for buy bread
  list_tasks {"status":"pending","query":"buy bread"}
  update_task {"task_id":4,"due_date":"2026-11-27"}

> make the milk due tomorrow
  list_tasks {"status":"pending","query":"milk"}
  update_task {"task_id":3,"due_date":"2026-11-21"}

> buy bread is due tomorrow at noon
  list_tasks {"status":"pending","query":"buy bread"}
  update_task {"task_id":4,"due_date":"2026-11-21T12:00:00"}

> the garage can wait until sunday
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"due_date":"2026-11-22"}

> remove the due date from task 10
  update_task {"task_id":10,"due_date":null}

> task 6 has no deadline
  update_task {"task_id":6,"due_date":null}

> make the rent repeat every 2 weeks on mon
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"recurrence":"every 2 weeks on Monday"}

> stop repeating the rent
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"recurrence":null}

> task 7 should repeat every 3 days
  update_task {"task_id":7,"recurrence":"every 3 days"}

> make task 7 repeat daily
  update_task {"task_id":7,"recurrence":"every day"}

> repeat buy milk every saturday
  list_tasks {"status":"pending","query":"buy milk"}
  update_task {"task_id":3,"recurrence":"every Saturday"}

> I'd like you to move the report to tuesday
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-24"}

> schedule the garage for monday
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"due_date":"2026-11-23"}

> the report is due monday now
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-23"}

> can the invoice wait till next week?
  list_tasks {"status":"pending","query":"invoice"}
  update_task {"task_id":8,"due_date":"2026-11-23T17:00:00"}

> the rent repeats on the 1st of every month
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"recurrence":"every month on the 1st"}

> let's do the garage on saturday instead
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"due_date":"2026-11-21"}

> due date for milk: tomorrow
  list_tasks {"status":"pending","query":"milk"}
  update_task {"task_id":3,"due_date":"2026-11-21"}

> nudge the invoice one week
  list_tasks {"status":"pending","query":"invoice"}
  update_task {"task_id":8,"due_date":"2026-11-26T17:00:00"}

> move the garage cleaning to next weekend
  list_tasks {"status":"pending","query":"garage cleaning"}
  list_tasks {"status":"all","query":"garage cleaning"}
  list_tasks {"status":"pending","limit":100}
  update_task {"task_id":10,"due_date":"2026-11-28"}

> do the plants tomorrow
  list_tasks {"status":"pending","query":"plants"}
  update_task {"task_id":7,"due_date":"2026-11-21"}

> bring the report forward to today
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-20"}

> move the rent to the 5th
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"due_date":"2026-12-05T09:00:00"}

> change the rent to every two weeks
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"recurrence":"every 2 weeks"}

> can u move water the plants to tonight
  list_tasks {"status":"pending","query":"water plants"}
  update_task {"task_id":7,"due_date":"2026-11-20T21:00:00"}

> buy bread today instead
  list_tasks {"status":"pending","query":"buy bread"}
  update_task {"task_id":4,"due_date":"2026-11-20"}

> report -> monday
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-23"}

> bump the bill a week
  list_tasks {"status":"pending","query":"bill"}
  update_task {"task_id":6,"due_date":"2026-12-04"}

> shift the report to wed
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-25"}

> dentist bill: move to dec 2
  list_tasks {"status":"pending","query":"dentist bill"}
  update_task {"task_id":6,"due_date":"2026-12-02"}

> the flights need to be booked by december 1st
  list_tasks {"status":"pending","query":"flights"}
  update_task {"task_id":9,"due_date":"2026-12-01"}

> call the dentist at 4pm instead of 3
  list_tasks {"status":"pending","query":"call dentist"}
  update_task {"task_id":2,"due_date":"2026-11-24T16:00:00"}

> water the plants tomorrow instead
  list_tasks {"status":"pending","query":"water plants"}
  update_task {"task_id":7,"due_date":"2026-11-21"}
`;
