{{ config(meta={'dagster': {'ref': {'name': 'stg_intake__active_files'}}}) }}

-- What the register says was accepted of the active files, against what the models read.
{%- set staged = [
    ('administratieve_groepen', 'stg_agodi__administratieve_groepen'),
    ('hbo5_verpleegkunde', 'stg_agodi__hbo5_verpleegkunde'),
    ('inschrijvingen', 'stg_agodi__inschrijvingen'),
    ('instellingen', 'stg_agodi__instellingen'),
    ('kwalificaties', 'stg_agodi__kwalificaties'),
    ('leerlingen', 'stg_agodi__leerlingen'),
    ('w_codes', 'stg_agodi__w_codes'),
    ('zending_stage', 'stg_agodi__zending_stage'),
    ('doorstroom_ho', 'stg_ahovoks__doorstroom_ho'),
    ('inschrijvingen_ho', 'stg_ahovoks__inschrijvingen_ho'),
    ('tewerkstelling', 'stg_ksz__tewerkstelling'),
    ('werkzoekenden', 'stg_ksz__werkzoekenden'),
    ('zelfstandigen', 'stg_ksz__zelfstandigen'),
] %}
with staged as (
    {% for dataset, model in staged %}
        select
            '{{ dataset }}' as dataset,
            count(*) as n
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

accepted as (
    select
        dataset,
        sum(n_accepted) as n
    from {{ ref('stg_intake__active_files') }}
    group by dataset
),

compared as (
    select
        coalesce(staged.dataset, accepted.dataset) as dataset,
        coalesce(staged.n, 0) as n_staged,
        coalesce(accepted.n, 0) as n_accepted
    from staged
    full join accepted on staged.dataset = accepted.dataset
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from compared
    where n_staged <> n_accepted
),

{{ check_result() }}
