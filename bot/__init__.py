"""The program: its command line, its settings, the web server and the worker, and what joins the parts."""
