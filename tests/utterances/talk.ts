/** What asks for nothing to be done, or is not understood. */
export const TALK = `
> move task 5 to feb 30

> make it urgent

> don't delete task 5

> should I delete task 5?

> how do I delete a task?

> can you set reminders?

> please don't delete anything

> do not complete task 3

> I don't want to delete the report

> stop

> never mind

> cancel

> help

> hi

> good morning

> how are you?

> thanks!

> thank you very much

> who are you?

> what day is it?

> what can you do?

> ok

> bye

> asdf qwer

> tell me a joke

> the weather is nice

> what's the weather?

> what is the capital of France

> ???

> is it ok to delete the report?

> what happens if I delete everything?

> redo

> call it Feed the cat

> never mind, don't delete it

> write me a poem

> never delete my tasks

> are you going to delete my stuff?
  list_tasks {"status":"pending","query":"going delete"}
`;
