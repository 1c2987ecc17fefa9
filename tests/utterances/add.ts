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
  add_task {"title":"buy cat food","due_date":"2026-11-20T21:00:00","reminders":["at due time"]}

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

> add email Sam with description ask about the contract
  add_task {"title":"email Sam","description":"ask about the contract"}

> I should probably call grandma on sunday
  add_task {"title":"call grandma","due_date":"2026-11-22"}

> I must finish the report
  add_task {"title":"finish the report"}

> we need to order pizza tonight
  add_task {"title":"order pizza","due_date":"2026-11-20T21:00:00"}

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

> remnd me to call bob tomorow at 9
  add_task {"title":"call bob","due_date":"2026-11-21T09:00:00","reminders":["at due time"]}

> add groceries due today high priority
  add_task {"title":"groceries","priority":"high","due_date":"2026-11-20"}

> add buy stamps and complete task 3
  add_task {"title":"buy stamps"}
  complete_task {"task_id":3}

> add call mom and make it high priority
  add_task {"title":"call mom"}
  update_task {"task_id":15,"priority":"high"}

> add three tasks: pack bags, print tickets and charge camera
  add_task {"title":"pack bags"}
  add_task {"title":"print tickets"}
  add_task {"title":"charge camera"}

> every monday at 9 I need to submit timesheets
  add_task {"title":"submit timesheets","due_date":"2026-11-23T09:00:00","recurrence":"every Monday"}

> add "Dinner with Lou" tonight at 7:30pm #personal low priority
  add_task {"title":"Dinner with Lou","priority":"low","due_date":"2026-11-20T19:30:00","tags":["personal"]}

> Let's add fix the leaking tap to the list, it's urgent
  add_task {"title":"fix the leaking tap"}
  update_task {"task_id":15,"priority":"high"}

> finish the expenses by friday
  list_tasks {"status":"pending","query":"expenses"}
  add_task {"title":"finish expenses","due_date":"2026-11-27"}

> hello! can you add yoga class on tuesdays at 7am please
  add_task {"title":"yoga class","due_date":"2026-11-24T07:00:00","recurrence":"every Tuesday"}

> I've got a meeting with Dana on thursday at 2pm
  add_task {"title":"meeting with Dana","due_date":"2026-11-26T14:00:00"}

> could you note that I have to pick up the suit on the 28th
  add_task {"title":"pick up the suit","due_date":"2026-11-28"}

> i wanna start a new task - update resume - for next month
  add_task {"title":"- update resume","due_date":"2026-12-01"}

> add take medication daily at 9pm until december 31
  add_task {"title":"take medication","due_date":"2026-11-20T21:00:00","recurrence":"every day until 2026-12-31"}

> create a task "Book vet appointment" with high priority due tomorrow at noon
  add_task {"title":"Book vet appointment","priority":"high","due_date":"2026-11-21T12:00:00"}

> I want to add a new task called 'Review notes'
  add_task {"title":"Review notes"}

> add read a book, go for a run, and meditate
  add_task {"title":"read a book"}
  add_task {"title":"go for a run"}
  add_task {"title":"meditate"}

> add water plants, every 3 days, tag it home
  add_task {"title":"water plants","due_date":"2026-11-20","recurrence":"every 3 days"}
  update_task {"task_id":15,"add_tags":["home"]}

> set up a weekly task to review goals on fridays
  add_task {"title":"review goals","due_date":"2026-11-20","recurrence":"every Friday"}

> add a weekly task to review goals
  add_task {"title":"review goals","due_date":"2026-11-20","recurrence":"every week"}

> add task with tag errands: return library books
  add_task {"title":"return library books","tags":["errands"]}

> add a task for friday 9am to call the accountant
  add_task {"title":"call the accountant","due_date":"2026-11-27T09:00:00"}

> I have a doctor's appointment on the 3rd at 10:30
  add_task {"title":"doctor's appointment","due_date":"2026-12-03T10:30:00"}

> add gym every mon wed and fri at 7am
  add_task {"title":"gym","due_date":"2026-11-23T07:00:00","recurrence":"every Monday, Wednesday and Friday"}

> Add a task called "Read: War and Peace"
  add_task {"title":"Read: War and Peace"}

> add soap too
  add_task {"title":"soap"}

> add "milk, eggs & bread"
  add_task {"title":"milk, eggs & bread"}

> add rewrite the constructor
  add_task {"title":"rewrite the constructor"}
`;
