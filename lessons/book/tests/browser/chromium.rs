//! Headless Chromium, driven through a pair of pipes: a message is JSON, and ends with a zero byte.

use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A message that takes longer than this will never come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page open.
pub(crate) struct Chromium {
    process: Child,
    to: File,
    from: mpsc::Receiver<Value>,
    session: String,
    next: u64,
    /// What has happened since it was last asked.
    events: Vec<Value>,
}

impl Chromium {
    /// Starts it; nothing if this machine has none.
    pub(crate) fn start(folder: &Path) -> Option<Self> {
        let program = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
            .into_iter()
            .find(|program| {
            Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok()
        })?;
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).expect("a folder can be made");
        let [to, from] = ["to", "from"].map(|name| folder.join(name));
        let made = Command::new("mkfifo").args([&to, &from]).status().expect("mkfifo can be run");
        assert!(made.success(), "the pipes cannot be made");
        let process = Command::new("sh")
            .args(["-c", "exec \"$0\" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --remote-debugging-pipe --user-data-dir=\"$3\" about:blank 3<\"$1\" 4>\"$2\""])
            .args([Path::new(program), &to, &from, &folder.join("profile")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell can be run");
        let to = OpenOptions::new().write(true).open(to).expect("Chromium reads its pipe");
        let from = File::open(from).expect("Chromium writes to its pipe");
        let mut chromium =
            Self { process, to, from: messages(from), session: String::new(), next: 0, events: Vec::new() };
        let target = chromium.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            chromium.ask("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        chromium.session = attached["sessionId"].as_str().expect("a session has a name").to_owned();
        for domain in ["Page", "Runtime", "Log"] {
            chromium.ask(&format!("{domain}.enable"), json!({}));
        }
        Some(chromium)
    }

    /// What the browser answers.
    pub(crate) fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).expect("Chromium is there");
        loop {
            let message = self.hear();
            if message["id"] == self.next {
                assert!(message.get("error").is_none(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    fn hear(&mut self) -> Value {
        self.from.recv_timeout(PATIENCE).expect("Chromium says nothing any more")
    }

    /// Opens a page, and waits until it has loaded. Returns the errors that it has told.
    pub(crate) fn open(&mut self, address: &str) -> Vec<String> {
        self.events.clear();
        self.ask("Page.navigate", json!({ "url": address }));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.hear();
            self.events.push(event);
        }
        self.evaluate("new Promise((done) => setTimeout(done, 0))");
        self.errors()
    }

    /// The errors since the page was opened.
    pub(crate) fn errors(&self) -> Vec<String> {
        let is_error = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Runtime.consoleAPICalled") => event["params"]["type"] == "error",
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            _ => false,
        };
        self.events.iter().filter(is_error).map(|event| event["params"].to_string()).collect()
    }

    /// What an expression gives on the page; of a promise, what it comes to.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.ask("Runtime.evaluate", parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}\n{}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// The width of the window, and whether it is dark.
    pub(crate) fn look(&mut self, width: u32, dark: bool) {
        let size = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.ask("Emulation.setDeviceMetricsOverride", size);
        let scheme = if dark { "dark" } else { "light" };
        self.ask(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
    }

    /// A picture of what the window shows, as PNG in base64.
    pub(crate) fn screenshot(&mut self) -> String {
        self.ask("Page.captureScreenshot", json!({ "format": "png" }))["data"]
            .as_str()
            .expect("it is a text")
            .to_owned()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn messages(from: File) -> mpsc::Receiver<Value> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut message = Vec::new();
        while from.read_until(0, &mut message).is_ok_and(|count| count > 0) {
            message.pop();
            let value = serde_json::from_slice(&message).expect("Chromium speaks JSON");
            message.clear();
            if sender.send(value).is_err() {
                return;
            }
        }
    });
    receiver
}
