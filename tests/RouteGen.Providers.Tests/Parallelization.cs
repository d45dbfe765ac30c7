// Most of a test on the wire is waiting for a timeout or a retry: more of them than there are processors run at once.
[assembly: Xunit.v3.Parallelization(MaxThreads = 8)]
