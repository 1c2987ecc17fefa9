/** What has to be asked back, and the answers. */
export const QUESTION = `
> push the dentist to next Tuesday 4pm
  list_tasks {"status":"pending","query":"dentist"}
> the first one
  update_task {"task_id":2,"due_date":"2026-11-24T16:00:00"}

> delete the dentist
  list_tasks {"status":"pending","query":"dentist"}
> the one for home
  delete_task {"task_id":6}
  (asks)

> delete the dentist
  list_tasks {"status":"pending","query":"dentist"}
> 2
  delete_task {"task_id":6}
  (asks)

> delete the dentist
  list_tasks {"status":"pending","query":"dentist"}
> number 6
  delete_task {"task_id":6}
  (asks)

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> the bill
  complete_task {"task_id":6}

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> both
  bulk_update_tasks {"task_ids":[2,6],"action":"complete"}
  (asks)

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> neither

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> what's due today?
  list_tasks {"status":"pending","due":"today"}

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> the second one please
  complete_task {"task_id":6}

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> the one due tuesday
  complete_task {"task_id":2}

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> cancel

> set a reminder for the dentist 1 hour before
  list_tasks {"status":"pending","query":"dentist"}
> 1
  set_reminder {"task_id":2,"minutes_before":60}

> postpone the report
> tomorrow
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-21"}

> postpone the report
> by two days
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-22"}

> complete
> 5
  complete_task {"task_id":5}

> delete
> the bread
  list_tasks {"status":"pending","query":"bread"}
  delete_task {"task_id":4}
  (asks)

> add
> buy a kite tomorrow
  add_task {"title":"buy a kite","due_date":"2026-11-21"}

> remind me
> call Ann tomorrow at 9
  add_task {"title":"call Ann","due_date":"2026-11-21T09:00:00","reminders":["at due time"]}

> remind me about the report
> tonight at 7
  list_tasks {"status":"pending","query":"report"}
  set_reminder {"task_id":5,"at":"2026-11-20T19:00:00"}

> rename task 3
> Buy soy milk
  update_task {"task_id":3,"title":"Buy soy milk"}

> delete the last one
> 5
  delete_task {"task_id":5}
  (asks)

> the dentist moved to wednesday at 9
  list_tasks {"status":"pending","query":"dentist"}
> 1
  update_task {"task_id":2,"due_date":"2026-11-25T09:00:00"}

> Remind me an hour before the dentist appointment
  list_tasks {"status":"pending","query":"dentist appointment"}
  list_tasks {"status":"all","query":"dentist appointment"}
  list_tasks {"status":"pending","limit":100}
> the call
  set_reminder {"task_id":2,"minutes_before":60}

> postpone it till monday
> task 9
  get_task {"task_id":9}
  update_task {"task_id":9,"due_date":"2026-11-23"}

> bin it
> task 4
  delete_task {"task_id":4}
  (asks)

> make it due on monday
> the garage
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"due_date":"2026-11-23"}

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> never mind, show me today
  list_tasks {"status":"pending","due":"today"}

> complete dentist
  list_tasks {"status":"pending","query":"dentist"}
> bill
  complete_task {"task_id":6}
`;
