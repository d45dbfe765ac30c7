open Microsoft.Extensions.DependencyInjection
open Shared

let services = ServiceCollection().AddSupportRoutes().BuildServiceProvider()
let routes = services.GetRequiredService<SupportRoutes>()

task {
    let! response = routes.Summarize.GetResponseAsync "a ticket"
    let by = match response.ServedBy with
             | SummarizeTarget.GptMini -> "the first choice"
             | _ -> "a fallback"
    printfn $"{response.Text} (by {by}, {response.Cost.Usd} USD)"
}
|> _.Wait()
