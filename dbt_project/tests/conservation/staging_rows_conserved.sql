{{ config(meta={'dagster': {'ref': {'name': 'stg_intake__active_files'}}}) }}

-- What the register says was accepted of each active file, against what the models read of its period.
{%- set staged = [
    ('administratieve_groepen', 'stg_agodi__administratieve_groepen', 'null'),
    ('hbo5_verpleegkunde', 'stg_agodi__hbo5_verpleegkunde', 'schooljaar'),
    ('inschrijvingen', 'stg_agodi__inschrijvingen', 'schooljaar'),
    ('instellingen', 'stg_agodi__instellingen', 'null'),
    ('kwalificaties', 'stg_agodi__kwalificaties', 'schooljaar'),
    ('leerlingen', 'stg_agodi__leerlingen', 'schooljaar'),
    ('w_codes', 'stg_agodi__w_codes', 'schooljaar'),
    ('zending_stage', 'stg_agodi__zending_stage', 'schooljaar'),
    ('doorstroom_ho', 'stg_ahovoks__doorstroom_ho', 'schooljaar'),
    ('inschrijvingen_ho', 'stg_ahovoks__inschrijvingen_ho', 'academiejaar'),
    ('tewerkstelling', 'stg_ksz__tewerkstelling', 'kalenderkwartaal'),
    ('werkzoekenden', 'stg_ksz__werkzoekenden', 'kalenderkwartaal'),
    ('zelfstandigen', 'stg_ksz__zelfstandigen', 'kalenderkwartaal'),
] %}
with staged as (
    {% for dataset, model, period in staged %}
        select
            '{{ dataset }}' as dataset,
            cast({{ period }} as string) as period,
            count(*) as n
        from {{ ref(model) }}
        group by {{ period }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

accepted as (
    select
        dataset,
        period,
        sum(n_accepted) as n
    from {{ ref('stg_intake__active_files') }}
    group by dataset, period
),

compared as (
    select
        coalesce(staged.dataset, accepted.dataset) as dataset,
        coalesce(staged.period, accepted.period) as period,
        coalesce(staged.n, 0) as n_staged,
        coalesce(accepted.n, 0) as n_accepted
    from staged
    full join accepted
        on staged.dataset = accepted.dataset and coalesce(staged.period, '') = coalesce(accepted.period, '')
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        dataset,
        period,
        cast(null as bigint) as source_line
    from compared
    where n_staged <> n_accepted
),

{{ check_result() }}
