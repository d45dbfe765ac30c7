// Waiting in real time is most of what the slow ones do: more of them than there are processors run at once.
[assembly: Xunit.v3.Parallelization(MaxThreads = 6)]
