/** Saying that something else about a task shall be otherwise. */
export const CHANGE = `
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

> add a note to the report: use the new template
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"description":"use the new template"}

> set the description of task 5 to see chapter 2
  update_task {"task_id":5,"description":"see chapter 2"}

> remind me about the invoice at 6pm
  list_tasks {"status":"pending","query":"invoice"}
  set_reminder {"task_id":8,"at":"2026-11-20T18:00:00"}

> remind me 30 minutes before call the dentist
  list_tasks {"status":"pending","query":"call dentist"}
  set_reminder {"task_id":2,"minutes_before":30}

> remind me about task 9 on december 1
  set_reminder {"task_id":9,"at":"2026-12-01T09:00:00"}

> ping me at 4pm about the invoice
  list_tasks {"status":"pending","query":"invoice"}
  set_reminder {"task_id":8,"at":"2026-11-20T16:00:00"}

> report -> high priority
  list_tasks {"status":"pending","query":"report"}
  update_task {"task_id":5,"priority":"high"}

> put the rent in the finance category
  list_tasks {"status":"pending","query":"rent"}
  update_task {"task_id":1,"add_tags":["finance"]}

> note for task 2: ask about the crown
  update_task {"task_id":2,"description":"ask about the crown"}

> I need a reminder for task 9 a week before
  set_reminder {"task_id":9,"minutes_before":10080}

> remind me about paying rent the day before
  list_tasks {"status":"pending","query":"paying rent"}
  list_tasks {"status":"all","query":"paying rent"}
  list_tasks {"status":"pending","limit":100}
  set_reminder {"task_id":1,"minutes_before":1440}

> the garage needs a description: sort the boxes first
  list_tasks {"status":"pending","query":"garage"}
  update_task {"task_id":10,"description":"sort the boxes first"}

> edit task 4: Buy sourdough
  update_task {"task_id":4,"title":"Buy sourdough"}

> set high priority on the bread
  list_tasks {"status":"pending","query":"bread"}
  update_task {"task_id":4,"priority":"high"}

> task 3: high priority
  update_task {"task_id":3,"priority":"high"}

> remove the reminder from task 2
  update_task {"task_id":2,"reminders":[]}

> raise the priority of the bread
  list_tasks {"status":"pending","query":"bread"}
  update_task {"task_id":4,"priority":"high"}

> put the tag "urgent" on the invoice
  list_tasks {"status":"pending","query":"invoice"}
  update_task {"task_id":8,"add_tags":["urgent"]}

> replace the tags of task 1 with money
  update_task {"task_id":1,"tags":["money"]}

> rename number 10 "Declutter the garage"
  update_task {"task_id":10,"title":"Declutter the garage"}

> set an alert 10 minutes before the dentist call
  list_tasks {"status":"pending","query":"dentist call"}
  set_reminder {"task_id":2,"minutes_before":10}

> flights: high priority
  list_tasks {"status":"pending","query":"flights"}
  update_task {"task_id":9,"priority":"high"}
`;
