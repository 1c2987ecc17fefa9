/** Saying that something about a task shall be otherwise. */
export const CHANGE = `
> postpone call the dentist by two days
  list_tasks {"status":"pending","query":"call dentist"}
  update_task {"task_id":2,"due_date":"2026-11-26T15:00:00"}

> rename 3 to Buy oat milk
  update_task {"task_id":3,"title":"Buy oat milk"}

> rename buy milk to buy oat milk
  list_tasks {"status":"pending","query":"buy milk"}
  update_task {"task_id":3,"title":"buy oat milk"}

> rename task 5 to "Finish the Q4 report"
  update_task {"task_id":5,"title":"Finish the Q4 report"}

> change the title of the rent to Pay the landlord
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"title":"Pay the landlord"}

> call task 3 Feed the cat
  update_task {"task_id":3,"title":"Feed the cat"}

> bump task 6 to high
  update_task {"task_id":6,"priority":"high"}

> make task 3 urgent
  update_task {"task_id":3,"priority":"high"}

> set priority of task 4 to high
  update_task {"task_id":4,"priority":"high"}

> change the priority of the garage to medium
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"priority":"medium"}

> the invoice is urgent
  list_tasks {"status":"pending","query":"invoice"}
  update_task {"task_id":8,"priority":"high"}

> task 2 should be low priority
  update_task {"task_id":2,"priority":"low"}

> prioritize the milk
  list_tasks {"status":"pending","query":"milk"}
  update_task {"task_id":3,"priority":"high"}

> lower the priority of the report
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"priority":"medium"}

> set task 6 to medium priority
  update_task {"task_id":6,"priority":"medium"}

> mark the bread as important
  list_tasks {"status":"pending","query":"bread"}
  update_task {"task_id":4,"priority":"high"}

> tag the milk with groceries
  list_tasks {"status":"pending","query":"milk"}
  update_task {"task_id":3,"add_tags":["groceries"]}

> remove the home tag from task 1
  update_task {"task_id":1,"remove_tags":["home"]}

> tag task 5 with q4 and finance
  update_task {"task_id":5,"add_tags":["q4","finance"]}

> add the tag errands to buy milk
  list_tasks {"status":"pending","query":"buy milk"}
  update_task {"task_id":3,"add_tags":["errands"]}

> untag task 1 home
  update_task {"task_id":1,"remove_tags":["home"]}

> retag task 4 as food
  update_task {"task_id":4,"tags":["food"]}

> label the paris flights as travel
  list_tasks {"status":"pending","query":"paris flights"}
  update_task {"task_id":9,"add_tags":["travel"]}

> add #urgent to task 2
  update_task {"task_id":2,"add_tags":["urgent"]}

> remove all tags from task 7
  update_task {"task_id":7,"tags":[]}

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

> add a note to the report: use the new template
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"description":"use the new template"}

> set the description of task 5 to see chapter 2
  update_task {"task_id":5,"description":"see chapter 2"}

> I'd like you to move the report to tuesday
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"due_date":"2026-11-24"}

> remind me about the invoice at 6pm
  list_tasks {"status":"pending","query":"invoice"}
  set_reminder {"task_id":8,"at":"2026-11-20T18:00:00"}

> remind me 30 minutes before call the dentist
  list_tasks {"status":"pending","query":"call dentist"}
  set_reminder {"task_id":2,"minutes_before":30}

> remind me about task 9 on december 1
  set_reminder {"task_id":9,"at":"2026-12-01T09:00:00"}

> schedule the garage for monday
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"due_date":"2026-11-23"}

> move all overdue tasks to tomorrow
  list_tasks {"due":"overdue","limit":100}
  bulk_update_tasks {"task_ids":[8,7],"action":"update","changes":{"due_date":"2026-11-21"}}
  (asks)

> make all the shopping tasks high priority
  list_tasks {"status":"pending","query":"shopping","limit":100}
  bulk_update_tasks {"task_ids":[3,4],"action":"update","changes":{"priority":"high"}}
  (asks)
`;
