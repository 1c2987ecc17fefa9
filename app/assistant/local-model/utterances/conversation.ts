/** What depends on what was said before. */
export const CONVERSATION = `
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

> add call mom tomorrow
  add_task {"title":"call mom","due_date":"2026-11-21"}
> make it urgent
  update_task {"task_id":15,"priority":"high"}
> move it to friday
  update_task {"task_id":15,"due_date":"2026-11-27"}
> delete it
  delete_task {"task_id":15}
  (asks)

> show my tasks
  list_tasks {"status":"pending"}
> complete the first two
  bulk_update_tasks {"task_ids":[8,7],"action":"complete"}
  (asks)

> show my tasks
  list_tasks {"status":"pending"}
> delete the last one
  delete_task {"task_id":14}
  (asks)

> show shopping tasks
  list_tasks {"status":"pending","query":"shopping"}
> complete all of them
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> what's due today?
  list_tasks {"status":"pending","due":"today"}
> move them to tomorrow
  bulk_update_tasks {"task_ids":[8,7,5],"action":"update","changes":{"due_date":"2026-11-21"}}
  (asks)

> show overdue
  list_tasks {"due":"overdue"}
> push them all to monday
  bulk_update_tasks {"task_ids":[8,7],"action":"update","changes":{"due_date":"2026-11-23"}}
  (asks)

> set a reminder for the dentist 1 hour before
  list_tasks {"status":"pending","query":"dentist"}
> 1
  set_reminder {"task_id":2,"minutes_before":60}

> add call mom tomorrow at 5pm
  add_task {"title":"call mom","due_date":"2026-11-21T17:00:00"}
> remind me 15 minutes before
  set_reminder {"task_id":15,"minutes_before":15}

> postpone the report
> tomorrow
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-21"}

> postpone the report
> by two days
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-22"}

> show my tasks
  list_tasks {"status":"pending"}
> mark the second as done
  complete_task {"task_id":7}
> undo
  undo {}

> show home tasks
  list_tasks {"status":"pending","query":"home"}
> all but the last one are done
  bulk_update_tasks {"task_ids":[7,10,6],"action":"complete"}
  (asks)

> what's overdue?
  list_tasks {"due":"overdue"}
> complete it
> the first
  complete_task {"task_id":8}

> what's overdue?
  list_tasks {"due":"overdue"}
> reschedule both to tomorrow
  bulk_update_tasks {"task_ids":[8,7],"action":"update","changes":{"due_date":"2026-11-21"}}
  (asks)

> what's due today?
  list_tasks {"status":"pending","due":"today"}
> make them all low priority
  bulk_update_tasks {"task_ids":[8,7,5],"action":"update","changes":{"priority":"low"}}
  (asks)

> show task 2
  get_task {"task_id":2}
> move it to 5pm
  update_task {"task_id":2,"due_date":"2026-11-24T17:00:00"}

> add milk
  add_task {"title":"milk"}
> delete that
  delete_task {"task_id":15}
  (asks)

> add milk, eggs
  add_task {"title":"milk"}
  add_task {"title":"eggs"}
> complete them
  bulk_update_tasks {"task_ids":[15,16],"action":"complete"}
  (asks)

> add milk, eggs
  add_task {"title":"milk"}
  add_task {"title":"eggs"}
> delete the second one
  delete_task {"task_id":16}
  (asks)

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

> complete task 5
  complete_task {"task_id":5}
> reopen it
  reopen_task {"task_id":5}

> complete task 3
  complete_task {"task_id":3}
> undo
  undo {}

> what's due friday?
  list_tasks {"status":"pending","due":"2026-11-27"}
> tag it finance
  update_task {"task_id":6,"add_tags":["finance"]}

> remind me to stretch
  add_task {"title":"stretch"}
> in 20 minutes
  set_reminder {"task_id":15,"at":"2026-11-20T10:20:00"}
`;
