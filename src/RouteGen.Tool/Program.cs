using RouteGen.Tool;

return CommandLine.Run(args, Console.Out, Console.Error, Console.In);
