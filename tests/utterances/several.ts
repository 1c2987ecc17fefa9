/** Doing the same to several tasks. */
export const SEVERAL = `
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

> add tag weekend to the garage and the plants
  list_tasks {"status":"pending","query":"garage plants"}
  list_tasks {"status":"all","query":"garage plants"}
  list_tasks {"status":"pending","query":"garage"}
  list_tasks {"status":"pending","query":"plants"}
  bulk_update_tasks {"task_ids":[10,7],"action":"add_tag","tag":"weekend"}
  (asks)

> done with everything for today
  list_tasks {"status":"pending","due":"today","limit":100}
  bulk_update_tasks {"task_ids":[8,7,5],"action":"complete"}
  (asks)

> tag everything due this week as sprint
  list_tasks {"status":"pending","due":"week","limit":100}
  bulk_update_tasks {"task_ids":[5,10,2],"action":"add_tag","tag":"sprint"}
  (asks)

> mark buy milk and buy bread as done
  list_tasks {"status":"pending","query":"buy milk buy bread"}
  list_tasks {"status":"pending","query":"buy milk"}
  list_tasks {"status":"pending","query":"buy bread"}
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> I finished tasks 3 and 4
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> mark the milk and the bread as done
  list_tasks {"status":"pending","query":"milk bread"}
  list_tasks {"status":"pending","query":"milk"}
  list_tasks {"status":"pending","query":"bread"}
  bulk_update_tasks {"task_ids":[3,4],"action":"complete"}
  (asks)

> everything for today is done
  list_tasks {"status":"pending","due":"today","limit":100}
  bulk_update_tasks {"task_ids":[8,7,5],"action":"complete"}
  (asks)

> reopen the newsletter and the passport
  list_tasks {"status":"completed","query":"newsletter passport"}
  list_tasks {"status":"completed","query":"newsletter"}
  list_tasks {"status":"completed","query":"passport"}
  bulk_update_tasks {"task_ids":[11,12],"action":"reopen"}
  (asks)

> move all overdue tasks to tomorrow
  list_tasks {"due":"overdue","limit":100}
  bulk_update_tasks {"task_ids":[8,7],"action":"update","changes":{"due_date":"2026-11-21"}}
  (asks)

> make all the shopping tasks high priority
  list_tasks {"status":"pending","query":"shopping","limit":100}
  bulk_update_tasks {"task_ids":[3,4],"action":"update","changes":{"priority":"high"}}
  (asks)

> set all shopping tasks to low priority
  list_tasks {"status":"pending","query":"shopping","limit":100}
  bulk_update_tasks {"task_ids":[3,4],"action":"update","changes":{"priority":"low"}}
  (asks)
`;
