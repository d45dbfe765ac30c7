printfn "no table"
