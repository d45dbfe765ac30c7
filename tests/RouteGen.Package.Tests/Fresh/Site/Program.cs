using Site;

await using var app = WebApplication.Create(args);
app.MapGet("/", () => SupportRoutes.Keys.Summarize + ExtraRoutes.Keys.Only);
await app.RunAsync();
