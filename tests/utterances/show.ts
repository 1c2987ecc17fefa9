/** Asking about one task, and for figures. */
export const SHOW = `
> show task 2
  get_task {"task_id":2}

> tell me about the rent
  list_tasks {"status":"all","query":"rent"}
  get_task {"task_id":1}

> details of task 1
  get_task {"task_id":1}

> what is task 9?
  get_task {"task_id":9}

> when is call the dentist due?
  list_tasks {"status":"all","query":"call dentist"}

> when is the dentist?
  list_tasks {"status":"all","query":"dentist"}

> is the report done?
  list_tasks {"status":"all","query":"report"}

> did I pay the rent?
  list_tasks {"status":"all","query":"pay rent"}

> have I sent the invoice?
  list_tasks {"status":"all","query":"send invoice"}

> stats
  get_statistics {}

> show me my statistics
  get_statistics {}

> give me a summary
  get_statistics {}

> what's my completion rate?
  get_statistics {}

> how am I doing?
  get_statistics {}

> what's the due date of the report?
  list_tasks {"status":"all","query":"report"}

> Could you put "send birthday card to Mia" down for the 3rd of december?
  list_tasks {"status":"pending","query":"send birthday card mia down"}
  list_tasks {"status":"all","query":"send birthday card mia down"}
  list_tasks {"status":"pending","limit":100}

> how urgent is the dentist bill?
  list_tasks {"status":"all","query":"dentist bill"}
  get_task {"task_id":6}

> put together a task to plan the party on december 12
  list_tasks {"status":"pending","query":"together plan party"}
  list_tasks {"status":"all","query":"together plan party"}
  list_tasks {"status":"pending","limit":100}

> when do I have to pay the rent?
  list_tasks {"status":"all","query":"pay rent"}

> how's my progress this month
  get_statistics {}

> am i done with the report?
  list_tasks {"status":"all","query":"report"}

> is the rent paid yet
  list_tasks {"status":"all","query":"rent"}
`;
