/** Saying that there is something to do. */
export const ADD = String.raw`
> add milk, eggs and bread
  add_task {"title":"milk"}
  add_task {"title":"eggs"}
  add_task {"title":"bread"}

> add pay rent tomorrow 9am every month #home !high
  add_task {"title":"pay rent","priority":"high","due_date":"2026-11-21T09:00:00","tags":["home"],"recurrence":"every month"}

> add buy milk and call mom
  add_task {"title":"buy milk"}
  add_task {"title":"call mom"}

> add tasks: write essay, clean room, water garden
  add_task {"title":"write essay"}
  add_task {"title":"clean room"}
  add_task {"title":"water garden"}

> add "Read War and Peace" for sunday
  add_task {"title":"Read War and Peace","due_date":"2026-11-22"}

> add a task called Buy milk
  add_task {"title":"Buy milk"}

> create a new task: finish taxes by april 15
  add_task {"title":"finish taxes","due_date":"2027-04-15"}

> new task pay electricity bill due friday
  add_task {"title":"pay electricity bill","due_date":"2026-11-27"}

> put buy eggs on my list
  add_task {"title":"buy eggs"}

> add eggs to my shopping list
  add_task {"title":"eggs","tags":["shopping"]}

> I have to call the bank tomorrow at 10am
  add_task {"title":"call the bank","due_date":"2026-11-21T10:00:00"}

> I need to buy stamps
  add_task {"title":"buy stamps"}

> could you please add a task to email Bob next monday at 10?
  add_task {"title":"email Bob","due_date":"2026-11-23T10:00:00"}

> don't forget to buy cat food tonight
  add_task {"title":"buy cat food","due_date":"2026-11-20T22:00:00","reminders":["at due time"]}

> remember to water the lawn
  add_task {"title":"water the lawn"}

> todo: fix the bike
  add_task {"title":"fix the bike"}

> note to self: order ink
  add_task {"title":"order ink"}

> add call mom every sunday at 6pm
  add_task {"title":"call mom","due_date":"2026-11-22T18:00:00","recurrence":"every Sunday"}

> add standup every weekday at 9:30 #work
  add_task {"title":"standup","due_date":"2026-11-23T09:30:00","tags":["work"],"recurrence":"every weekday"}

> add urgent task submit visa application by dec 3
  add_task {"title":"submit visa application","priority":"high","due_date":"2026-12-03"}

> add a high priority task to review contracts
  add_task {"title":"review contracts","priority":"high"}

> add review PR with high priority
  add_task {"title":"review PR","priority":"high"}

> add dentist appointment on nov 30 at 14:00 tagged health
  add_task {"title":"dentist appointment","due_date":"2026-11-30T14:00:00","tags":["health"]}

> add call Bob, the plumber
  add_task {"title":"call Bob, the plumber"}

> add milk, eggs and bread tomorrow
  add_task {"title":"milk","due_date":"2026-11-21"}
  add_task {"title":"eggs","due_date":"2026-11-21"}
  add_task {"title":"bread","due_date":"2026-11-21"}

> add dentist, friday 3pm
  add_task {"title":"dentist","due_date":"2026-11-27T15:00:00"}

> add buy paint; buy brushes; buy tape
  add_task {"title":"buy paint"}
  add_task {"title":"buy brushes"}
  add_task {"title":"buy tape"}

> add Read "Dune" by sunday
  add_task {"title":"Read \"Dune\"","due_date":"2026-11-22"}

> add file taxes every year on april 15
  add_task {"title":"file taxes","due_date":"2027-04-15","recurrence":"every year on 15 April"}

> add backup the laptop every! 30 days
  add_task {"title":"backup the laptop","due_date":"2026-11-20","recurrence":"every! 30 days"}

> add water the cactus every 2 weeks on mon and thu
  add_task {"title":"water the cactus","due_date":"2026-11-23","recurrence":"every 2 weeks on Monday and Thursday"}

> add renew insurance feb 30
  add_task {"title":"renew insurance feb 30"}

> add buy a present for Zoë on 12/24 p1
  add_task {"title":"buy a present for Zoë","priority":"high","due_date":"2026-12-24"}

> add pay tax by 2027-04-15 remind me 1 day before
  add_task {"title":"pay tax","due_date":"2027-04-15","reminders":["1 day before"]}

> add review budget with a reminder 2 hours before, tomorrow 5pm
  add_task {"title":"review budget","due_date":"2026-11-21T17:00:00","reminders":["2 hours before"]}

> add email Sam with description ask about the contract
  add_task {"title":"email Sam","description":"ask about the contract"}

> I should probably call grandma on sunday
  add_task {"title":"call grandma","due_date":"2026-11-22"}

> I must finish the report
  add_task {"title":"finish the report"}

> we need to order pizza tonight
  add_task {"title":"order pizza","due_date":"2026-11-20T22:00:00"}

> buy milk tomorrow
  add_task {"title":"buy milk","due_date":"2026-11-21"}

> order a pizza
  add_task {"title":"order a pizza"}

> call Sam at 5pm
  add_task {"title":"call Sam","due_date":"2026-11-20T17:00:00"}

> ADD CALL MUM TOMORROW
  add_task {"title":"CALL MUM","due_date":"2026-11-21"}

> add 買い物 tomorrow
  add_task {"title":"買い物","due_date":"2026-11-21"}

> add 5 * 3 (math) homework
  add_task {"title":"5 * 3 (math) homework"}

> add "delete everything"
  add_task {"title":"delete everything"}

> can you add "Email the landlord" to my list for monday?
  add_task {"title":"Email the landlord","due_date":"2026-11-23"}

> add it's complicated
  add_task {"title":"it's complicated"}

> please create a todo for washing the car this weekend
  add_task {"title":"washing the car","due_date":"2026-11-21"}

> add buy gift !high #family next friday
  add_task {"title":"buy gift","priority":"high","due_date":"2026-11-27","tags":["family"]}

> remind me to call mom tomorrow at 5pm
  add_task {"title":"call mom","due_date":"2026-11-21T17:00:00","reminders":["at due time"]}

> remind me tomorrow at 9 to send the form
  add_task {"title":"send the form","due_date":"2026-11-21T09:00:00","reminders":["at due time"]}

> set a reminder to stretch at 3pm
  add_task {"title":"stretch","due_date":"2026-11-20T15:00:00","reminders":["at due time"]}

> remind me in 2 hours to check the oven
  add_task {"title":"check the oven","due_date":"2026-11-20T12:00:00","reminders":["at due time"]}

> remnd me to call bob tomorow at 9
  add_task {"title":"call bob","due_date":"2026-11-21T09:00:00","reminders":["at due time"]}

> remind me to take out the trash every thursday at 8pm
  add_task {"title":"take out the trash","due_date":"2026-11-26T20:00:00","recurrence":"every Thursday","reminders":["at due time"]}

> remind me to stretch
  add_task {"title":"stretch"}

> remind me about the meeting tomorrow at 3pm
  list_tasks {"status":"pending","query":"meeting"}
  list_tasks {"status":"all","query":"meeting"}
  list_tasks {"status":"pending","limit":100}
  add_task {"title":"meeting","due_date":"2026-11-21T15:00:00","reminders":["at due time"]}

> schedule a haircut for saturday at 11
  list_tasks {"status":"pending","query":"haircut"}
  add_task {"title":"haircut","due_date":"2026-11-21T11:00:00"}

> add a subtask pick colors to clean the garage
  list_tasks {"status":"pending","query":"clean garage"}
  add_task {"title":"pick colors","parent_id":10}

> add sweep floor under task 10
  add_task {"title":"sweep floor","parent_id":10}

> add buy paint as a subtask of the garage
  list_tasks {"status":"pending","query":"garage"}
  add_task {"title":"buy paint","parent_id":10}

> add groceries due today high priority
  add_task {"title":"groceries","priority":"high","due_date":"2026-11-20"}

> add buy stamps and complete task 3
  add_task {"title":"buy stamps"}
  complete_task {"task_id":3}

> add pick up laundry; remind me to iron at 8pm
  add_task {"title":"pick up laundry"}
  add_task {"title":"iron","due_date":"2026-11-20T20:00:00","reminders":["at due time"]}

> add call mom and make it high priority
  add_task {"title":"call mom"}
  update_task {"task_id":15,"priority":"high"}
`;
