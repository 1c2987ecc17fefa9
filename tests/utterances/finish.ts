/** Saying that a task is done, or is not. */
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

> complete task 99
  complete_task {"task_id":99}

> push the dentist to next Tuesday 3pm
  list_tasks {"status":"pending","query":"dentist"}

> the milk has been bought
  list_tasks {"status":"pending","query":"milk"}
  complete_task {"task_id":3}

> plants are watered
  list_tasks {"status":"pending","query":"plants"}
  complete_task {"task_id":7}

> got the bread
  list_tasks {"status":"pending","query":"get bread"}
  list_tasks {"status":"pending","query":"bread"}
  complete_task {"task_id":4}

> Rent's paid
  list_tasks {"status":"pending","query":"rent"}
  complete_task {"task_id":1}

> the flights are booked
  list_tasks {"status":"pending","query":"flights"}
  complete_task {"task_id":9}

> mark the first overdue task as done
  list_tasks {"due":"overdue","limit":100}
  complete_task {"task_id":8}

> I accidentally completed the passport, reopen it
  list_tasks {"status":"completed","query":"passport"}
  reopen_task {"task_id":12}
  reopen_task {"task_id":12}

> I've finished buying milk
  list_tasks {"status":"pending","query":"buying milk"}
  list_tasks {"status":"pending","limit":100}
  complete_task {"task_id":3}

> not done: passport
  list_tasks {"status":"completed","query":"passport"}
  reopen_task {"task_id":12}

> I cleaned the garage
  list_tasks {"status":"pending","query":"clean garage"}
  complete_task {"task_id":10}

> got the milk and the bread
  list_tasks {"status":"pending","query":"get milk bread"}
  list_tasks {"status":"pending","query":"milk"}
  list_tasks {"status":"pending","query":"bread"}
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> bread's bought
  list_tasks {"status":"pending","query":"bread"}
  complete_task {"task_id":4}
`;
