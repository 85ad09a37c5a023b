{{ config(severity='error', meta={'dagster': {'ref': {'name': 'labour_market_transitions'}}}) }}

{%- set columns = ['schooljaar', 'onderwijsvorm', 'studiegebied', 'stageverplichting', 'kwartaal'] %}

-- The status of each leaver beside the one before, read off in one pass over the quarters: the mart and txt_032.
with followed as (
    select
        leaver_nr,
        kwartaal,
        arbeidsmarktstatus as categorie,
        case
            when lag(kwartaal) over (partition by leaver_nr order by kwartaal) = kwartaal - 1
                then lag(arbeidsmarktstatus) over (partition by leaver_nr order by kwartaal)
        end as before
    from {{ ref('leaver_quarters') }}
),

{{ persons_among_leavers('followed', ['kwartaal', 'before', 'categorie']) }},

available as (
    select
        schooljaar,
        kwartaal,
        n,
        case when not categorie like 'werk%' then 'weer van de arbeidsmarkt' end as categorie
    from persons
    where before like 'werk%'
),

expected as (
    {{ mart_rows('labour_market_transitions', columns + ['before', 'categorie'], where='before is not null') }}
    union all
    {{ figure('txt_032', ['schooljaar', 'kwartaal'], ['weer van de arbeidsmarkt'], source='available') }}
),

found as (
    {{
        mart_rows(
            'labour_market_transitions', columns + ['vorige_status', 'arbeidsmarktstatus'],
            source=ref('labour_market_transitions'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['txt_032']) }}
),

{{ check_figures() }}
