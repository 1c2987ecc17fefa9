/** What depends on what was said before. */
export const CONVERSATION = `
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

> add call mom tomorrow at 5pm
  add_task {"title":"call mom","due_date":"2026-11-21T17:00:00"}
> remind me 15 minutes before
  set_reminder {"task_id":15,"minutes_before":15}

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

> complete task 5
  complete_task {"task_id":5}
> and 3 too
  complete_task {"task_id":3}

> show tasks for work
  list_tasks {"status":"pending","tag":"work"}
> finish the second one
  complete_task {"task_id":5}
> what about home?
  list_tasks {"status":"pending","query":"home"}

> add buy tent
  add_task {"title":"buy tent"}
> make it high priority and due friday
  update_task {"task_id":15,"priority":"high"}
  update_task {"task_id":15,"due_date":"2026-11-27"}
> actually make it due saturday
  update_task {"task_id":15,"due_date":"2026-11-21"}

> show my overdue tasks
  list_tasks {"due":"overdue"}
> complete the first one
  complete_task {"task_id":8}
> postpone the other one to tomorrow
  update_task {"task_id":7,"due_date":"2026-11-21"}

> add feed the cat
  add_task {"title":"feed the cat"}
> also add walk the dog
  add_task {"title":"walk the dog"}
> complete both
  bulk_update_tasks {"task_ids":[15,16],"action":"complete"}
  (asks)

> show work tasks
  list_tasks {"status":"pending","query":"work"}
> mark both as done
  bulk_update_tasks {"task_ids":[8,5],"action":"complete"}
  (asks)
> undo that
  undo {}
  (asks)

> add call mom, it's important
  add_task {"title":"call mom"}
  update_task {"task_id":15,"priority":"high"}
> tag it family
  update_task {"task_id":15,"add_tags":["family"]}
> remind me of it tomorrow at 9
  set_reminder {"task_id":15,"at":"2026-11-21T09:00:00"}

> what's due today?
  list_tasks {"status":"pending","due":"today"}
> all but the first are done
  bulk_update_tasks {"task_ids":[7,5],"action":"complete"}
  (asks)

> add buy lamp
  add_task {"title":"buy lamp"}
> make it due friday
  update_task {"task_id":15,"due_date":"2026-11-27"}
> and high prio
  update_task {"task_id":15,"priority":"high"}
> actually delete it
  delete_task {"task_id":15}
  (asks)

> show shopping
  list_tasks {"status":"pending","tag":"shopping"}
> move them all to saturday
  bulk_update_tasks {"task_ids":[3,4],"action":"update","changes":{"due_date":"2026-11-21"}}
  (asks)

> what's overdue?
  list_tasks {"due":"overdue"}
> do the second one tomorrow
  update_task {"task_id":7,"due_date":"2026-11-21"}
> and the first on monday
  update_task {"task_id":8,"due_date":"2026-11-23T17:00:00"}

> show me task 5
  get_task {"task_id":5}
> done
  complete_task {"task_id":5}

> add paint the fence, saturday 2pm
  add_task {"title":"paint the fence","due_date":"2026-11-21T14:00:00"}
> oops make that sunday
  update_task {"task_id":15,"due_date":"2026-11-22T14:00:00"}

> add buy glue
  add_task {"title":"buy glue"}
> no wait, tomorrow
  update_task {"task_id":15,"due_date":"2026-11-21"}
> tag it school
  update_task {"task_id":15,"add_tags":["school"]}
> done
  complete_task {"task_id":15}
> undo
  undo {}

> show my home tasks
  list_tasks {"status":"pending","query":"home"}
> the last one is done
  complete_task {"task_id":1}
> and the second
  complete_task {"task_id":10}

> add call the vet tomorrow 9am
  add_task {"title":"call the vet","due_date":"2026-11-21T09:00:00"}
> sorry, i meant 10am
  update_task {"task_id":15,"due_date":"2026-11-21T10:00:00"}
> rename it to call the vet about Rex
  update_task {"task_id":15,"title":"call the vet about Rex"}
> forget about it
  delete_task {"task_id":15}
  (asks)

> show work
  list_tasks {"status":"pending","tag":"work"}
> number 5 is done
  complete_task {"task_id":5}
> the other one too
  complete_task {"task_id":8}
`;
