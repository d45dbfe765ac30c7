using AnyCase;

Console.WriteLine(SupportRoutes.Keys.Summarize + OtherRoutes.Keys.Digest);
