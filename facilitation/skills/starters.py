"""Skills that people at work often share or seek, each with its other words, so that no workspace starts empty.

Written by us. A skill's other words stand after its colon. Nothing of it is stored before somebody says it.
"""

_TABLE = """
Python: py, python3, cpython; JavaScript: js, ecmascript, es6, vanilla js; TypeScript: ts
Java: jdk, jvm; Kotlin: kt; Scala; Go: golang, go lang; Rust: rustlang; C
C++: cpp, cplusplus, c plus plus; C#: csharp, c sharp; .NET: dotnet, asp.net, dot net; Ruby
Ruby on Rails: rails, ror; PHP; Laravel; Symfony; Perl; Swift; Objective-C: objc; Elixir; Erlang
Haskell; Clojure; R: rstats, r language; Bash: shell, shell scripting, sh, zsh; PowerShell: pwsh
Lua; Assembly: asm; COBOL; Fortran; MATLAB; VBA: excel macros; WebAssembly: wasm; HTML: html5
CSS: css3, stylesheets; Sass: scss; Tailwind CSS: tailwind; React: reactjs, react.js; React Native
Vue: vuejs, vue.js; Angular: angularjs; Svelte: sveltekit; Next.js: nextjs; Node.js: node, nodejs
Django; Flask; FastAPI; Spring Boot: spring; jQuery
Front-end development: front-end, frontend development, fe
Back-end development: back-end, backend development
Full-stack development: full-stack, full stack developer
Mobile development: mobile apps, app development; Android: android development
iOS: ios development; Flutter: dart; Game development: gamedev; Unity: unity3d
Unreal Engine: unreal; Embedded systems: embedded, firmware; Web performance: core web vitals
Web accessibility: a11y, accessibility, wcag; Browser extensions; Kubernetes: k8s, kube, kubectl
Docker: containers, dockerfile; Helm; Terraform: tf, infrastructure as code, iac; Ansible
Linux: unix, ubuntu, debian; AWS: amazon web services; Azure: microsoft azure
Google Cloud: gcp, google cloud platform; Serverless: lambda, aws lambda
CI/CD: continuous integration, continuous delivery, pipelines; GitHub Actions: gha; GitLab CI
Jenkins; Git: version control; DevOps: dev ops; Site reliability: sre, site reliability engineering
Observability: monitoring; Prometheus; Grafana; Datadog
Incident response: incident management, on-call; Networking: tcp/ip, computer networks; DNS
Load testing: performance testing
Security: infosec, cybersecurity, cyber security, information security
Application security: appsec, owasp; Penetration testing: pentesting, pen testing
Threat modeling: threat modelling; Identity and access management: iam
SSO: single sign-on, saml, oauth; Cryptography: crypto; System administration: sysadmin
IT support: help desk, helpdesk, service desk; Software architecture: architecture, system design
Microservices; Event-driven architecture: event sourcing; Domain-driven design: ddd
API design: apis, rest, rest apis; GraphQL: gql; gRPC: protobuf; Kafka: apache kafka
RabbitMQ: message queues; Code review: code reviews, pull requests
Testing: qa, quality assurance, software testing; Test automation: automated testing
Test-driven development: tdd; Playwright; Selenium; Cypress; Refactoring; Debugging
Pair programming: pairing, mob programming; Algorithms: data structures; Functional programming: fp
Concurrency: multithreading; SQL: structured query language; PostgreSQL: postgres, psql, pgsql, pg
MySQL: mariadb; SQLite; SQL Server: mssql, t-sql; Oracle Database: oracle, pl/sql; MongoDB: mongo
Redis; Elasticsearch: elastic, opensearch; Databases: database design, dbs
Data modeling: data modelling; Data engineering; ETL: elt, data pipelines; dbt: data build tool
Airflow: apache airflow; Spark: apache spark, pyspark; Databricks; Snowflake; BigQuery: bq
Data analysis: data analytics, analytics; Data science: data scientist
Data visualization: dataviz, data visualisation, data viz, charts; Statistics: stats
Machine learning: ml; Deep learning: neural networks; Artificial intelligence: ai
Large language models: llm, llms; Generative AI: genai, gen ai
Prompt engineering: prompting, prompts; Natural language processing: nlp
Computer vision: image recognition; MLOps; PyTorch; TensorFlow: keras; pandas; NumPy
Jupyter: jupyter notebooks; Tableau; Power BI: powerbi; Looker: looker studio
A/B testing: split testing, experimentation; Forecasting
GIS: geographic information systems, arcgis, qgis, geospatial; Data governance: data quality
Web scraping: scraping; Google Analytics: ga4; Excel: microsoft excel, ms excel, xls
Spreadsheets: google sheets, sheets; PowerPoint: ppt, slides, google slides, keynote
Word: microsoft word, ms word; SharePoint; Outlook; Microsoft Teams: ms teams; Slack; Notion
Confluence; Jira: atlassian; Asana; Trello; Miro: whiteboarding; Airtable; Zapier: no-code, nocode
Power Automate: power platform; Google Workspace: g suite, gsuite; SAP: sap erp, s/4hana
ServiceNow; WordPress: wp; Markdown: md; LaTeX: tex; Regular expressions: regex, regexp
UX design: ux, user experience, user experience design; UI design: ui, user interface design
Product design; Interaction design: ixd; Design systems: design system; Figma; Sketch; Adobe XD
Photoshop; Illustrator: adobe illustrator; InDesign; After Effects: motion design, motion graphics
Illustration; Drawing: sketching; Graphic design: visual design; Typography: type design
Branding: brand design, brand identity; Photography: photos
Video editing: premiere, final cut, video production; 3D modeling: 3d, blender, 3d modelling
CAD: autocad, solidworks; User research: ux research, user interviews, user testing
Usability testing: usability; Prototyping: wireframing, wireframes; Information architecture
Design thinking; Service design; UX writing: microcopy, content design; Workshops: workshop design
Product management: product manager; Product strategy; Product discovery: discovery
Roadmaps: roadmapping, roadmap; Prioritization: prioritisation
User stories: story writing, backlog; OKRs: okr, objectives and key results
Product analytics: amplitude, mixpanel; Product marketing: pmm; Project management: projects, pmp
Program management: programme management; Agile: agile methods; Scrum: scrum master; Kanban
Lean: lean management, six sigma; Estimation: estimating; Risk management: risk assessment
Business analysis: business analyst; Process improvement: process design, bpmn; Release management
Sales: selling; Sales calls: cold calling, prospecting; Account management: key accounts
Customer success: csm; Customer calls: customer interviews
Customer support: support, customer service, customer care; Negotiation: negotiating
Salesforce: sfdc; HubSpot; CRM: customer relationship management; Zendesk
Sales engineering: presales, pre-sales, solution engineering; Business development: bizdev, bd
Partnerships: partner management; Pricing; Pitching: pitch decks; Demos: product demos
Proposals: rfp, tenders, bid writing; Procurement: purchasing, sourcing; Supply chain: logistics
Vendor management; Marketing: marketing strategy; Content marketing: content strategy
SEO: search engine optimization, search engine optimisation; Paid advertising: sem, ppc, google ads
Social media: social media marketing, smm; Email marketing: newsletters, mailchimp; Copywriting
Public relations: pr, media relations; Events: event planning; Market research
Growth: growth hacking, growth marketing; Community management: community building; Storytelling
Podcasting: podcasts; Finance: corporate finance; Accounting: bookkeeping
Financial modeling: financial modelling; Budgeting: budgets; Controlling: management accounting
Tax: taxes, vat; Payroll; Auditing: audit, internal audit; Fundraising: investor relations
Unit economics: saas metrics; Business cases: business case; Investing: stocks
Pensions: retirement plans; Insurance; Invoicing: billing; Expenses: travel expenses; Law: legal
Contracts: contract law, contract management; Privacy law: gdpr, data protection, privacy
Employment law: labor law, labour law; Intellectual property: patents; Compliance: regulatory
Licensing: open source licensing; Open source: oss
Hiring: recruiting, recruitment, talent acquisition; Interviewing: interviews, job interviews
Onboarding: employee onboarding; People operations: hr, human resources, people ops
Performance reviews: performance management, appraisals
Compensation: salaries, benefits, compensation and benefits
Learning and development: l&d, learning & development
Diversity and inclusion: dei, d&i, diversity, inclusion; Employer branding
Organization design: org design; Health and safety: ehs, workplace safety
Career planning: career development; Leadership: leading people, people leadership
People management: managing people, line management; Engineering management: engineering manager
Coaching; Mentoring: mentorship; Feedback: giving feedback, receiving feedback
One-on-ones: 1:1s, 1-on-1s, one on ones; Delegation: delegating; Decision making: decisions
Conflict resolution: mediation; Change management: organizational change
Strategy: business strategy; Stakeholder management: stakeholders, managing up; Team building
Remote work: remote working, working from home; Facilitation: facilitating
Public speaking: speaking, presenting, presentations, presentation skills
Technical writing: documentation, docs; Writing: business writing; Editing: proofreading
Translation: translating; Teaching: training, training design; Research and development: r&d
Research: research methods; Note taking: zettelkasten; Time management: productivity
Focus: deep work; Stress management: resilience; Mindfulness: meditation
Networking with people: professional networking; Active listening: listening
Nonviolent communication: nvc; Cross-cultural communication: intercultural communication
Critical thinking; Problem solving; Creativity: brainstorming; Emotional intelligence: eq
English: business english; German: deutsch; French: français; Spanish: español, castellano
Portuguese: português; Italian: italiano; Dutch: nederlands; Polish: polski; Swedish: svenska
Danish: dansk; Norwegian: norsk; Finnish: suomi; Czech: čeština; Ukrainian: українська
Russian: русский; Turkish: türkçe; Greek: ελληνικά; Arabic: العربية; Hebrew: עברית; Hindi: हिन्दी
Mandarin: chinese, 中文, mandarin chinese; Cantonese: 粵語; Japanese: 日本語; Korean: 한국어; Sign language
Blockchain: web3, smart contracts; Internet of things: iot; Robotics; Electronics: soldering
Mechanical engineering; Quality management: iso 9001; Sustainability: esg; First aid: cpr
"""


def table() -> dict[str, tuple[str, ...]]:
    """Return the other words of each skill by its name."""
    found = {}
    for one in _TABLE.strip().replace("\n", ";").split(";"):
        name, _, others = one.strip().partition(": ")
        found[name] = tuple(word.strip() for word in others.split(",") if word.strip())
    return found
