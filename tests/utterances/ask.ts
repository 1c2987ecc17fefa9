/** Asking what there is to do. */
export const ASK = `
> what's overdue?
  list_tasks {"due":"overdue"}

> anything for home this week?
  list_tasks {"status":"pending","tag":"home","due":"week"}

> how many tasks do I have today?
  list_tasks {"status":"pending","due":"today"}

> what do I have to do tomorrow?
  list_tasks {"status":"pending","due":"2026-11-21"}

> what's due on friday?
  list_tasks {"status":"pending","due":"2026-11-27"}

> what's on for next week
  list_tasks {"status":"pending","due_from":"2026-11-23","due_to":"2026-11-29"}

> show me everything
  list_tasks {"status":"all"}

> list all my tasks
  list_tasks {"status":"all"}

> list completed tasks
  list_tasks {"status":"completed"}

> what have I finished?
  list_tasks {"status":"completed"}

> which tasks are tagged work?
  list_tasks {"status":"pending","tag":"work"}

> show tasks with the tag home
  list_tasks {"status":"pending","tag":"home"}

> show me #shopping
  list_tasks {"status":"pending","tag":"shopping"}

> urgent tasks?
  list_tasks {"status":"pending","priority":"high"}

> do I have anything due this month?
  list_tasks {"status":"pending","due_from":"2026-11-20","due_to":"2026-11-30"}

> any high priority stuff for today?
  list_tasks {"status":"pending","priority":"high","due":"today"}

> what is next?
  list_tasks {"status":"pending","limit":5}

> what should I do next?
  list_tasks {"status":"pending","limit":5}

> show me tasks without a due date
  list_tasks {"status":"pending","due":"none"}

> what's left for today
  list_tasks {"status":"pending","due":"today"}

> is there anything overdue?
  list_tasks {"due":"overdue"}

> how many overdue tasks are there?
  list_tasks {"due":"overdue"}

> how many tasks have I completed?
  list_tasks {"status":"completed"}

> what's coming up
  list_tasks {"status":"pending","due":"week"}

> show low priority tasks
  list_tasks {"status":"pending","priority":"low"}

> tasks due before december
  list_tasks {"status":"pending","due_to":"2026-11-30"}

> what about tomorrow?
  list_tasks {"status":"pending","due":"2026-11-21"}

> find milk
  list_tasks {"query":"milk"}

> search for dentist
  list_tasks {"query":"dentist"}

> where's the paris task?
  list_tasks {"query":"paris"}

> what's on my plate?
  list_tasks {"status":"pending"}

> show high priority tasks
  list_tasks {"status":"pending","priority":"high"}

> find tasks about paris
  list_tasks {"status":"pending","query":"paris"}

> what's due tomorrow?
  list_tasks {"status":"pending","due":"2026-11-21"}

> is there a task about paris?
  list_tasks {"status":"pending","query":"paris"}

> do I have a task for the dentist?
  list_tasks {"status":"pending","query":"dentist"}

> how many high priority tasks do I have?
  list_tasks {"status":"pending","priority":"high"}

> how many tasks are tagged home?
  list_tasks {"status":"pending","tag":"home"}

> what do I have this weekend?
  list_tasks {"status":"pending","due_from":"2026-11-21","due_to":"2026-11-22"}

> show me the next 3 tasks
  list_tasks {"status":"pending","limit":3}

> what's due in the next 10 days?
  list_tasks {"status":"pending","due_from":"2026-11-20","due_to":"2026-11-30"}

> what's due between monday and friday
  list_tasks {"status":"pending","due_from":"2026-11-23","due_to":"2026-11-27"}

> tasks for monday
  list_tasks {"status":"pending","due":"2026-11-23"}

> monday?
  list_tasks {"status":"pending","due":"2026-11-23"}

> high priority
  list_tasks {"status":"pending","priority":"high"}

> anything tomorrow?
  list_tasks {"status":"pending","due":"2026-11-21"}

> am I free on tuesday?
  list_tasks {"status":"pending","due":"2026-11-24"}

> what does my week look like?
  list_tasks {"status":"pending","due":"week"}

> what did I get done?
  list_tasks {"status":"completed"}

> shwo my tasks
  list_tasks {"status":"pending"}

> what do I have for work?
  list_tasks {"status":"pending","tag":"work"}

> what's not done yet?
  list_tasks {"status":"pending"}

> anything urgent for home?
  list_tasks {"status":"pending","priority":"high","tag":"home"}

> show my tasks by friday
  list_tasks {"status":"pending","due_to":"2026-11-27"}

> what's due by the end of the month?
  list_tasks {"status":"pending","due_to":"2026-11-30"}

> I called the plumber
  list_tasks {"status":"pending","query":"call plumber"}
  list_tasks {"status":"pending","query":"plumber"}
  list_tasks {"status":"pending","limit":100}

> give me all my work stuff
  list_tasks {"status":"pending","query":"work"}

> what's the most important thing right now?
  list_tasks {"status":"pending","priority":"high"}

> do I need to pay anything?
  list_tasks {"status":"pending","query":"pay"}

> what's my next deadline?
  list_tasks {"status":"pending","limit":5}

> how's my day looking
  list_tasks {"status":"pending","due":"today"}

> which tasks are due tomorrow or today?
  list_tasks {"status":"pending","due_from":"2026-11-20","due_to":"2026-11-21"}

> how many did I finish?
  list_tasks {"status":"completed"}

> mark the dentist bill as not completed
  list_tasks {"status":"completed","query":"dentist bill"}
  list_tasks {"status":"completed","limit":100}
  list_tasks {"status":"pending","query":"dentist bill"}

> what did I tick off
  list_tasks {"status":"completed"}

> which tasks mention paris?
  list_tasks {"status":"pending","query":"paris"}

> show me anything due in december
  list_tasks {"status":"pending","due_from":"2026-12-01","due_to":"2026-12-31"}

> what was due yesterday?
  list_tasks {"status":"pending","due":"2026-11-19"}

> what do I need to buy?
  list_tasks {"status":"pending","query":"buy"}

> show me my open tasks sorted by priority
  list_tasks {"status":"pending"}

> what's due in january
  list_tasks {"status":"pending","due_from":"2027-01-01","due_to":"2027-01-31"}

> is there something due today for work?
  list_tasks {"status":"pending","tag":"work","due":"today"}

> what have i done so far
  list_tasks {"status":"completed"}

> show me next week
  list_tasks {"status":"pending","due_from":"2026-11-23","due_to":"2026-11-29"}

> stuff for work today
  list_tasks {"status":"pending","tag":"work","due":"today"}

> do i have a lot on tomorrow?
  list_tasks {"status":"pending","due":"2026-11-21"}

> list everything tagged travel, done or not
  list_tasks {"status":"all","tag":"travel"}
`;
