with {{ population_chains() }},

named as (
    select
        publications.publicatie,
        'populatie' as via,
        chains.regels
    from {{ ref('publications') }} as publications
    inner join chains on publications.populatie = chains.populatie
    union all
    select
        publicatie,
        'publicatie' as via,
        eigen_regels as regels
    from {{ ref('publications') }}
)

select
    named.publicatie,
    rules.rule as regel,
    -- populatie goes before publicatie in the alphabet: a rule that is both is told once
    min(named.via) as via
from named
inner join {{ ref('rules') }} as rules on ' ' || named.regels || ' ' like '% ' || rules.rule || ' %'
group by named.publicatie, rules.rule
