//! The .NET types that touch the machine: files, environment, processes, clocks, the console.
