Console.WriteLine("no table");
