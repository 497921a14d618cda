-- What became of a video's analysis, and which fields a user has set: those are nobody else's to
-- change any more. No check on analysis_mode: it would read the whole table.
alter table project
  add column analysis_mode text not null default 'skipped',
  add column analysed_at timestamptz,
  add column edited text[] not null default '{}';

-- The tools, categories and aliases that an analysis may name. Nobody's in particular, so there is
-- no wall around them; admins edit them.
create table catalogue_tool (
  id     uuid primary key,
  name   text    not null,
  slug   text    not null,
  active boolean not null default true
);
create unique index catalogue_tool_name on catalogue_tool (lower(name));
create unique index catalogue_tool_slug on catalogue_tool (slug);

create table catalogue_category (
  id     uuid primary key,
  name   text    not null,
  active boolean not null default true
);
create unique index catalogue_category_name on catalogue_category (lower(name));

create table category_alias (
  alias       text primary key check (alias = lower(alias)),
  category_id uuid not null references catalogue_category on delete cascade
);
create index category_alias_category on category_alias (category_id);

-- Projects that the language model has still to be asked about. Users take turns: who queues many
-- gets places one after the other, who comes later gets a place between them. Taken or failed, a
-- task is due again later.
create table analysis_task (
  project_id uuid primary key references project on delete cascade,
  user_id    text        not null,
  place      timestamptz not null,
  due_at     timestamptz not null default now(),
  tries      int         not null default 0,
  queued_at  timestamptz not null default now()
);
create index analysis_task_place on analysis_task (place);
create index analysis_task_user on analysis_task (user_id, place);
create index analysis_task_queued on analysis_task (queued_at);

alter table analysis_task enable row level security;
alter table analysis_task force row level security;
create policy of_user on analysis_task to reelport_user
  using (user_id = current_setting('reelport.user', true));
create policy of_worker on analysis_task to reelport_worker using (true);

-- How many requests the language model got that day (UTC), of all instances.
create table analysis_requests (
  day      date primary key,
  requests int not null
);

-- Ids are those of rows that were there first, in the order of the alphabet. What is a common word
-- is written in full or left out: a tag "sketch" is about comedy.
insert into catalogue_tool (id, name, slug)
select cast('01900000-0000-7000-8000-' || lpad(to_hex(place), 12, '0') as uuid),
       name, replace(replace(lower(name), ' ', '-'), '.', '-')
from (
  select name, row_number() over (order by lower(name) collate "C") as place
  from unnest(array[
    -- Languages and frameworks
    'Angular', 'Astro', 'Bootstrap', 'C#', 'C++', 'Dart', 'Django', 'Elixir', 'Express.js', 'FastAPI',
    'Flask', 'Flutter', 'Go', 'GraphQL', 'Java', 'JavaScript', 'jQuery', 'Kotlin', 'Laravel',
    'Next.js', 'Node.js', 'Nuxt', 'PHP', 'Python', 'Quarkus', 'React', 'React Native', 'Ruby',
    'Ruby on Rails', 'Rust', 'Scala', 'Spring Boot', 'Svelte', 'Swift', 'SwiftUI', 'Tailwind CSS',
    'Three.js', 'TypeScript', 'Vite', 'Vue.js', 'WebAssembly',
    -- Building, testing and running software
    'Android Studio', 'Ansible', 'AWS', 'Azure', 'Bitbucket', 'CircleCI', 'Cloudflare', 'Cypress',
    'Datadog', 'Docker', 'Eclipse', 'Firebase', 'Git', 'GitHub', 'GitHub Actions', 'GitLab',
    'Google Cloud', 'Grafana', 'Heroku', 'IntelliJ IDEA', 'Jenkins', 'Kubernetes', 'Linux', 'Neovim',
    'Netlify', 'NGINX', 'Playwright', 'Postman', 'Prometheus', 'PyCharm', 'Selenium', 'Sentry',
    'Supabase', 'Terraform', 'Vercel', 'Vim', 'Visual Studio', 'Visual Studio Code', 'Webpack',
    'Xcode',
    -- Data and machine learning
    'Airflow', 'Apache Kafka', 'Apache Spark', 'BigQuery', 'ChatGPT', 'Claude', 'Databricks', 'dbt',
    'Elasticsearch', 'Google Gemini', 'GitHub Copilot', 'Hugging Face', 'Jupyter', 'Keras', 'LangChain',
    'Llama', 'MATLAB', 'Midjourney', 'MongoDB', 'MySQL', 'NumPy', 'Ollama', 'OpenCV', 'pandas',
    'PostgreSQL', 'Power BI', 'PyTorch', 'Redis', 'scikit-learn', 'Snowflake', 'SQLite',
    'Stable Diffusion', 'Tableau', 'TensorFlow',
    -- Pictures, films, sound and space
    'Ableton Live', 'Adobe Illustrator', 'Adobe InDesign', 'Adobe Lightroom', 'Adobe Photoshop',
    'Adobe Premiere Pro', 'Adobe XD', 'Affinity Designer', 'Affinity Photo', 'After Effects',
    'Audacity', 'AutoCAD', 'Autodesk Maya', 'Blender', 'Canva', 'CapCut', 'Cinema 4D',
    'DaVinci Resolve', 'Figma', 'Final Cut Pro', 'FL Studio', 'Framer', 'Fusion 360', 'GarageBand',
    'GIMP', 'Houdini', 'Inkscape', 'Krita', 'Logic Pro', 'OBS Studio', 'Pro Tools', 'Procreate',
    'Revit', 'Rhino 3D', 'SketchUp', 'SolidWorks', 'Spline', 'ZBrush',
    -- Games and devices
    'Arduino', 'GameMaker', 'Godot', 'Raspberry Pi', 'Roblox Studio', 'ROS', 'Unity',
    'Unreal Engine',
    -- Work and trade
    'Airtable', 'Asana', 'ClickUp', 'Confluence', 'Discord', 'Excel', 'Google Analytics',
    'Google Sheets', 'HubSpot', 'Jira', 'Mailchimp', 'Miro', 'Notion', 'Obsidian',
    'PowerPoint', 'Salesforce', 'Shopify', 'Slack', 'Stripe', 'Trello', 'Webflow', 'Wix',
    'WooCommerce', 'WordPress', 'Zapier', 'Zoom'
  ]) as given(name)
) as placed;

-- Each with what else it is called, in lower case.
with given(name, aliases) as (
  values
    ('AI & Machine Learning', array['ai', 'ml', 'ai/ml', 'ai and machine learning', 'ai & ml',
      'artificial intelligence', 'machine learning', 'deep learning', 'generative ai', 'llm',
      'large language models', 'computer vision', 'nlp', 'natural language processing']),
    ('Animation', array['2d animation', '3d animation', 'animated film', 'motion graphics',
      'motion design']),
    ('Architecture', array['architectural design', 'interior design', 'landscape architecture']),
    ('Augmented & Virtual Reality', array['ar', 'vr', 'xr', 'ar/vr', 'augmented reality',
      'virtual reality', 'mixed reality']),
    ('Blockchain', array['web3', 'crypto', 'cryptocurrency', 'smart contracts']),
    ('Business', array['entrepreneurship', 'startups', 'startup', 'management', 'finance']),
    ('Cloud', array['cloud computing', 'cloud infrastructure', 'serverless', 'cloud native']),
    ('Data Science', array['data', 'data analysis', 'data analytics', 'analytics', 'statistics',
      'data visualization', 'data visualisation', 'big data']),
    ('Databases', array['database', 'data engineering', 'sql', 'nosql']),
    ('Design', array['graphic design', 'visual design', 'branding', 'illustration', 'typography']),
    ('DevOps', array['dev ops', 'sre', 'site reliability engineering', 'platform engineering',
      'infrastructure', 'ci/cd']),
    ('E-Commerce', array['ecommerce', 'online shop', 'online store', 'retail']),
    ('Education', array['tutorial', 'tutorials', 'teaching', 'learning', 'e-learning', 'elearning',
      'course', 'courses']),
    ('Film & Video', array['film', 'filmmaking', 'video', 'video editing', 'video production',
      'cinematography', 'vfx', 'visual effects']),
    ('Game Development', array['game dev', 'gamedev', 'game design', 'games', 'gaming',
      'video games', 'indie games']),
    ('Hardware & Electronics', array['hardware', 'electronics', 'embedded', 'embedded systems',
      'iot', 'internet of things', 'robotics', 'maker', 'diy electronics']),
    ('Marketing', array['digital marketing', 'seo', 'advertising', 'social media',
      'content marketing', 'growth']),
    ('Mobile Development', array['mobile', 'mobile dev', 'mobile app development', 'app development',
      'ios', 'ios development', 'android', 'android development']),
    ('Music & Audio', array['music', 'audio', 'music production', 'sound design', 'podcast',
      'podcasting', 'audio engineering']),
    ('Photography', array['photo', 'photos', 'photo editing', 'portrait photography']),
    ('Productivity', array['automation', 'no code', 'no-code', 'nocode', 'low code', 'workflow',
      'note taking', 'project management']),
    ('Programming', array['coding', 'software', 'software development', 'software engineering',
      'computer science', 'algorithms', 'open source', 'backend', 'back-end development']),
    ('Security', array['cybersecurity', 'cyber security', 'information security', 'infosec',
      'ethical hacking', 'hacking', 'privacy']),
    ('Testing & Quality', array['testing', 'software testing', 'qa', 'quality assurance',
      'test automation']),
    ('UI/UX Design', array['ui', 'ux', 'ui/ux', 'ux/ui', 'ux design', 'ui design',
      'user experience', 'user interface', 'product design', 'interaction design', 'web design']),
    ('Web Development', array['web', 'web dev', 'webdev', 'frontend', 'front-end',
      'front-end development', 'frontend development', 'full stack', 'full-stack development',
      'website', 'websites'])
), placed as (
  select row_number() over (order by lower(name) collate "C") as place, name, aliases from given
), categories as (
  insert into catalogue_category (id, name)
  select cast('01900000-0000-7000-8001-' || lpad(to_hex(place), 12, '0') as uuid), name from placed
  returning id, name
)
insert into category_alias (alias, category_id)
select alias, c.id
from placed p
join categories c on c.name = p.name
cross join unnest(p.aliases) as a(alias);
