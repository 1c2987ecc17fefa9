/** Saying that tasks are done, or are not. */
export const FINISH = `
> complete task 5
  complete_task {"task_id":5}

> mark the report as done
  list_tasks {"status":"pending","query":"report"}
  complete_task {"task_id":5}

> the report is done
  list_tasks {"status":"pending","query":"report"}
  complete_task {"task_id":5}

> I finished the report
  list_tasks {"status":"pending","query":"report"}
  complete_task {"task_id":5}

> tick off buy bread
  list_tasks {"status":"pending","query":"buy bread"}
  complete_task {"task_id":4}

> cross buy milk off my list
  list_tasks {"status":"pending","query":"buy milk"}
  complete_task {"task_id":3}

> I paid the rent
  list_tasks {"status":"pending","query":"pay rent"}
  complete_task {"task_id":1}

> I've called the dentist
  list_tasks {"status":"pending","query":"call dentist"}
  complete_task {"task_id":2}

> I bought bread
  list_tasks {"status":"pending","query":"buy bread"}
  complete_task {"task_id":4}

> just sent the invoice
  list_tasks {"status":"pending","query":"send invoice"}
  complete_task {"task_id":8}

> done with the report
  list_tasks {"status":"pending","query":"report"}
  complete_task {"task_id":5}

> finished the garage
  list_tasks {"status":"pending","query":"garage"}
  complete_task {"task_id":10}

> report done
  list_tasks {"status":"pending","query":"report"}
  complete_task {"task_id":5}

> mark 5 as complete
  complete_task {"task_id":5}

> mark as done task 5
  complete_task {"task_id":5}

> mark off buy milk
  list_tasks {"status":"pending","query":"buy milk"}
  complete_task {"task_id":3}

> check off task 3
  complete_task {"task_id":3}

> strike the bread off the list
  list_tasks {"status":"pending","query":"bread"}
  complete_task {"task_id":4}

> complete the denstist
  list_tasks {"status":"pending","query":"denstist"}
  list_tasks {"status":"pending","limit":100}

> complete café
  list_tasks {"status":"pending","query":"cafe"}
  complete_task {"task_id":14}

> finish the visit with zoë
  list_tasks {"status":"pending","query":"visit zoe"}
  complete_task {"task_id":14}

> complete 'Buy milk'
  list_tasks {"status":"pending","query":"Buy milk"}
  complete_task {"task_id":3}

> mark “Buy bread” as done
  list_tasks {"status":"pending","query":"Buy bread"}
  complete_task {"task_id":4}

> Complete Task Five
  complete_task {"task_id":5}

> complte task 3
  complete_task {"task_id":3}

> hey tend, could you please mark the garage as finished? thanks!
  list_tasks {"status":"pending","query":"garage"}
  complete_task {"task_id":10}

> complete all overdue tasks
  list_tasks {"due":"overdue","limit":100}
  bulk_update_tasks {"task_ids":[8,7],"action":"complete"}
  (asks)

> mark everything due today as done
  list_tasks {"status":"pending","due":"today","limit":100}
  bulk_update_tasks {"task_ids":[8,7,5],"action":"complete"}
  (asks)

> finish all the shopping tasks
  list_tasks {"status":"pending","query":"shopping","limit":100}
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> complete both shopping tasks
  list_tasks {"status":"pending","query":"shopping","limit":100}
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> complete 3, 4 and 5
  bulk_update_tasks {"task_ids":[3,4,5],"action":"complete"}
  (asks)

> complete tasks 3-5
  bulk_update_tasks {"task_ids":[3,4,5],"action":"complete"}
  (asks)

> mark 3 as done and move 5 to monday
  complete_task {"task_id":3}
  get_task {"task_id":5}
  update_task {"task_id":5,"due_date":"2026-11-23"}

> reopen the passport task
  list_tasks {"status":"completed","query":"passport"}
  reopen_task {"task_id":12}

> mark task 12 as not done
  reopen_task {"task_id":12}

> reopen task 11
  reopen_task {"task_id":11}

> uncheck old newsletter
  list_tasks {"status":"completed","query":"old newsletter"}
  reopen_task {"task_id":11}

> the passport isn't done yet
  list_tasks {"status":"completed","query":"passport"}
  reopen_task {"task_id":12}

> bring back the passport task
  list_tasks {"status":"completed","query":"passport"}
  reopen_task {"task_id":12}

> complete the xylophone lesson
  list_tasks {"status":"pending","query":"xylophone lesson"}
  list_tasks {"status":"pending","limit":100}

> complete task 99
  complete_task {"task_id":99}

> push the dentist to next Tuesday 3pm
  list_tasks {"status":"pending","query":"dentist"}
`;
